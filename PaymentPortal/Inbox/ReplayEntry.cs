using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>Lets the worker apply entries once more, and notes who asked for it. Applying twice changes nothing that once did not.</summary>
internal sealed class ReplayEntry(IDbContextFactory<PortalDbContext> contexts, InboxSignal signal, TimeProvider time, ILogger<ReplayEntry> logger)
{
    /// <summary>The role that runs the portal.</summary>
    private const string Role = "Admin";

    /// <summary>Makes the entry due now, with a fresh count of attempts. Whether the user may is asked of the tables: an open page outlives a role.</summary>
    public async Task<Outcome> RunAsync(string id, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        var replayed = await RunAsync(entries => entries.Where(e => e.Id == id), id, by, cancellationToken);
        return !replayed.IsDone ? replayed.Refusal
            : replayed.Value > 0 ? Outcome.Done
            : new Refusal("not_replayable", "This entry cannot be read, so there is nothing to apply. Look at its payload.");
    }

    /// <summary>Makes everything due now that is parked and can be read; gives how many entries these are.</summary>
    public Task<Outcome<int>> RunParkedAsync(ClaimsPrincipal by, CancellationToken cancellationToken) =>
        RunAsync(entries => entries.Where(e => e.State == InboxState.Parked), null, by, cancellationToken);

    private async Task<Outcome<int>> RunAsync(Func<IQueryable<InboxEntry>, IQueryable<InboxEntry>> which, string? entryId, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!Guid.TryParse(by.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var userId) || !await MayAsync(context, userId, cancellationToken))
        {
            return new Refusal("not_allowed", "Your role does not replay events. Ask an administrator.");
        }

        var now = time.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var changed = await which(context.InboxEntries.Where(e => e.Type != EventReader.UnreadableType)).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, InboxState.Pending).SetProperty(e => e.Attempts, 0).SetProperty(e => e.DueAt, now),
            cancellationToken);
        if (changed > 0)
        {
            context.Replays.Add(new Replay { Id = Guid.CreateVersion7(now), At = now, UserId = userId, EntryId = entryId, Count = changed });
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            logger.LogInformation("{Count} entries are replayed by user {User}: {Entry}", changed, userId, entryId ?? "all that were parked");
            signal.Wake();
        }

        return changed;
    }

    private static Task<bool> MayAsync(PortalDbContext context, Guid userId, CancellationToken cancellationToken) => context.Set<IdentityUserRole<Guid>>()
        .Join(context.Set<IdentityRole<Guid>>(), held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
        .AnyAsync(held => held.UserId == userId && held.Name == Role, cancellationToken);
}
