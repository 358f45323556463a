using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>Lets the worker apply an entry once more. Applying twice changes nothing that once did not.</summary>
internal sealed class ReplayEntry(IDbContextFactory<PortalDbContext> contexts, InboxSignal signal, TimeProvider time, ILogger<ReplayEntry> logger)
{
    /// <summary>The role that runs the portal.</summary>
    private const string Role = "Admin";

    /// <summary>Makes the entry due now, with a fresh count of attempts. Whether the user may is asked of the tables: an open page outlives a role.</summary>
    public async Task<Outcome> RunAsync(string id, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!Guid.TryParse(by.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var userId) || !await MayAsync(context, userId, cancellationToken))
        {
            return new Refusal("not_allowed", "Your role does not replay events. Ask an administrator.");
        }

        var now = time.GetUtcNow();
        var changed = await context.InboxEntries.Where(e => e.Id == id && e.Type != "unreadable").ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, InboxState.Pending).SetProperty(e => e.Attempts, 0).SetProperty(e => e.DueAt, now),
            cancellationToken);
        if (changed == 0)
        {
            return new Refusal("not_replayable", "This entry cannot be read, so there is nothing to apply. Look at its payload.");
        }

        logger.LogInformation("Entry {Entry} is replayed by user {User}", id, userId);
        signal.Wake();
        return Outcome.Done;
    }

    private static Task<bool> MayAsync(PortalDbContext context, Guid userId, CancellationToken cancellationToken) => context.Set<IdentityUserRole<Guid>>()
        .Join(context.Set<IdentityRole<Guid>>(), held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
        .AnyAsync(held => held.UserId == userId && held.Name == Role, cancellationToken);
}
