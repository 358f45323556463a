using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>Lets the worker apply an entry once more. Applying twice changes nothing that once did not.</summary>
internal sealed class ReplayEntry(IDbContextFactory<PortalDbContext> contexts, InboxSignal signal, TimeProvider time, ILogger<ReplayEntry> logger)
{
    /// <summary>Makes the entry due now, with a fresh count of attempts.</summary>
    public async Task<Outcome> RunAsync(string id, Guid byUser, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var changed = await context.InboxEntries.Where(e => e.Id == id && e.Type != "unreadable").ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, InboxState.Pending).SetProperty(e => e.Attempts, 0).SetProperty(e => e.DueAt, now),
            cancellationToken);
        if (changed == 0)
        {
            return new Refusal("not_replayable", "This entry cannot be read, so there is nothing to apply. Look at its payload.");
        }

        logger.LogInformation("Entry {Entry} is replayed by user {User}", id, byUser);
        signal.Wake();
        return Outcome.Done;
    }
}
