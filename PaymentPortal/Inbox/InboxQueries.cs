using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>What admins read of the inbox.</summary>
internal sealed class InboxQueries(IDbContextFactory<PortalDbContext> contexts)
{
    private const int PageSize = 50;

    /// <summary>A page of entries, newest first, from below the cursor.</summary>
    public async Task<InboxPage> ListAsync(InboxState? state, string? search, string? before, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = context.InboxEntries.AsNoTracking();
        if (state is { } wanted)
        {
            entries = entries.Where(e => e.State == wanted);
        }

        if (SearchText.Clean(search) is { } text)
        {
            entries = entries.Where(e => e.Id == text || e.ObjectId == text || e.Type.StartsWith(text));
        }

        var total = await entries.CountAsync(cancellationToken);
        if (SearchText.Clean(before) is { } id && await context.InboxEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is { } cursor)
        {
            entries = entries.Where(e => e.ReceivedAt < cursor.ReceivedAt || (e.ReceivedAt == cursor.ReceivedAt && string.Compare(e.Id, cursor.Id) < 0));
        }

        var rows = await entries.OrderByDescending(e => e.ReceivedAt).ThenByDescending(e => e.Id).Take(PageSize + 1)
            .Select(e => new InboxRow(e.Id, e.Source, e.Type, e.ObjectId, e.State, e.Attempts, e.Error, e.SnapshotAt, e.ReceivedAt))
            .ToListAsync(cancellationToken);
        var more = rows.Count > PageSize;
        return new InboxPage(more ? rows[..PageSize] : rows, total, more ? rows[PageSize - 1].Id : null);
    }

    /// <summary>One entry whole.</summary>
    public async Task<InboxEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.InboxEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken);
    }

    /// <summary>When Stripe last told something of an object, as it reached us; null where it never did.</summary>
    public async Task<DateTimeOffset?> LastOfAsync(string objectId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.InboxEntries.Where(e => e.ObjectId == objectId).MaxAsync(e => (DateTimeOffset?)e.ReceivedAt, cancellationToken);
    }

    /// <summary>What Stripe told of some objects, the oldest first.</summary>
    public async Task<IReadOnlyList<InboxRow>> OfObjectsAsync(IReadOnlyCollection<string> objectIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.InboxEntries.AsNoTracking().Where(e => objectIds.Contains(e.ObjectId))
            .OrderBy(e => e.SnapshotAt).ThenBy(e => e.ReceivedAt).ThenBy(e => e.Id)
            .Select(e => new InboxRow(e.Id, e.Source, e.Type, e.ObjectId, e.State, e.Attempts, e.Error, e.SnapshotAt, e.ReceivedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>What a person should know of the last week, the latest first, and what the jobs last found.</summary>
    public async Task<InboxNews> NewsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - TimeSpan.FromDays(7);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var alerts = await context.InboxAlerts.AsNoTracking().Where(a => a.At >= since).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(3).ToListAsync(cancellationToken);
        var jobs = await context.InboxJobs.AsNoTracking().Where(j => j.LastDoneAt != null).OrderBy(j => j.Name).ToListAsync(cancellationToken);
        return new InboxNews(alerts, jobs, await context.InboxEntries.CountAsync(e => e.State == InboxState.Parked && e.Type != EventReader.UnreadableType, cancellationToken));
    }

    /// <summary>How many entries are in each state.</summary>
    public async Task<IReadOnlyDictionary<InboxState, int>> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.InboxEntries.GroupBy(e => e.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }
}

/// <summary>A row of the list of entries.</summary>
public sealed record InboxRow(string Id, InboxSource Source, string Type, string ObjectId, InboxState State, int Attempts, string? Error, DateTimeOffset SnapshotAt, DateTimeOffset ReceivedAt);

/// <summary>What admins should know beside the list.</summary>
/// <param name="Alerts">The latest alerts.</param>
/// <param name="Jobs">What the jobs last found.</param>
/// <param name="Replayable">How many parked entries can be replayed.</param>
public sealed record InboxNews(IReadOnlyList<InboxAlert> Alerts, IReadOnlyList<InboxJob> Jobs, int Replayable);

/// <summary>A page of the list; <c>Next</c> is the cursor of the following page.</summary>
public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, int Total, string? Next);
