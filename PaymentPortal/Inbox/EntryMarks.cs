using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Inbox;

/// <summary>Writes into entries what became of them.</summary>
internal sealed class EntryMarks(TimeProvider time, ILogger<EntryMarks> logger)
{
    private const int MostAttempts = 8;

    /// <summary>They are dealt with.</summary>
    public async Task ReachedAsync(PortalDbContext context, List<string> ids, InboxState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await context.InboxEntries.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, state).SetProperty(e => e.DoneAt, now).SetProperty(e => e.Error, (string?)null).SetProperty(e => e.Attempts, e => e.Attempts + 1),
            cancellationToken);
    }

    /// <summary>They wait, and no attempt is counted.</summary>
    public async Task PostponeAsync(PortalDbContext context, IEnumerable<DueEntry> entries, TimeSpan delay, CancellationToken cancellationToken)
    {
        var ids = entries.Select(e => e.Id).ToList();
        var due = time.GetUtcNow() + delay;
        await context.InboxEntries.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, due), cancellationToken);
    }

    /// <summary>An entry that cannot be read: trying again would change nothing.</summary>
    public async Task ParkAsync(PortalDbContext context, UnreadableEntryException unreadable, CancellationToken cancellationToken)
    {
        logger.LogWarning(unreadable, "Entry {Entry} is parked, because it cannot be read", unreadable.EntryId);
        await context.InboxEntries.Where(e => e.Id == unreadable.EntryId).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, InboxState.Parked).SetProperty(e => e.Attempts, e => e.Attempts + 1).SetProperty(e => e.Error, unreadable.Message),
            cancellationToken);
    }

    /// <summary>They failed: they are tried again later each time, and parked in the end.</summary>
    public async Task FailAsync(PortalDbContext context, IEnumerable<DueEntry> entries, Exception error, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var attempts = entry.Attempts + 1;
            var state = attempts >= MostAttempts ? InboxState.Parked : InboxState.Pending;
            var due = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, attempts));
            logger.LogWarning(error, "Entry {Entry} ({Type}) failed at attempt {Attempt}", entry.Id, entry.Type, attempts);
            await context.InboxEntries.Where(e => e.Id == entry.Id && e.State == InboxState.Pending).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.State, state).SetProperty(e => e.Attempts, attempts).SetProperty(e => e.DueAt, due).SetProperty(e => e.Error, error.Message),
                cancellationToken);
        }
    }
}
