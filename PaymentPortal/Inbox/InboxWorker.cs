using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>
/// Applies what the inbox holds. It takes due entries in batches, groups them by object, writes the newest state of each object once, and marks the entries done in the same transaction;
/// a savepoint per object keeps a poisoned one from touching the others. What fails backs off and is parked in the end.
/// A row lock holds a batch, so that a dead process leaves nothing behind and two nodes never take the same.
/// </summary>
internal sealed class InboxWorker(
    IDbContextFactory<PortalDbContext> contexts,
    IEnumerable<IProjector> projectors,
    UndecidedObjects undecided,
    EntryMarks marks,
    InboxStore store,
    InboxSignal signal,
    ChangeSignal changes,
    Readiness readiness,
    TimeProvider time,
    ILogger<InboxWorker> logger) : BackgroundService
{
    private const int BatchSize = 250;

    /// <summary>So long it writes while somebody waits to store an entry.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// One tenth as long as it held SQLite's only place to write, it leaves it free. The others look every 150 ms whether they find it so, and fail after 30 s:
    /// with a backlog and no rest they met a free moment too rarely on a slow machine.
    /// </summary>
    private const int OthersShare = 10;

    /// <summary>So long it gives way at most, and so far it lets itself fall behind before it takes its turns all the same.</summary>
    private static readonly TimeSpan LongestBehind = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);

    // Compiled, because they are asked for every object: making such a query out of its expression costs more than running it. A compiled query belongs to one model, so it is not shared.
    private readonly Func<PortalDbContext, string, IAsyncEnumerable<InboxEntry>> _all = EF.CompileAsyncQuery((PortalDbContext context, string objectId) =>
        context.InboxEntries.AsNoTracking().Where(e => e.ObjectId == objectId && e.State != InboxState.Parked));

    private readonly Func<PortalDbContext, string, IAsyncEnumerable<InboxEntry>> _latest = EF.CompileAsyncQuery((PortalDbContext context, string objectId) =>
        context.InboxEntries.AsNoTracking().Where(e => e.ObjectId == objectId && e.State != InboxState.Parked && (e.Source == InboxSource.Answer || e.SnapshotAt ==
            context.InboxEntries.Where(it => it.ObjectId == objectId && it.State != InboxState.Parked && it.Source == InboxSource.Event).Max(it => it.SnapshotAt))));

    private readonly ILookup<string, IProjector> _projectors = projectors.ToLookup(p => p.ObjectKind, StringComparer.Ordinal);
    private readonly HashSet<string> _withHistory = projectors.Where(p => p.ReadsHistory).Select(p => p.ObjectKind).ToHashSet(StringComparer.Ordinal);

    private bool _isBehind;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                do
                {
                    await GiveWayAsync(stoppingToken);
                }
                while (await WorkAsync(stoppingToken) > 0);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "A batch of the inbox failed as a whole; trying again");
            }

            await signal.WaitAsync(LongestSleep, stoppingToken);
        }
    }

    /// <summary>Answering comes before applying: while the store is busy, nothing is applied.</summary>
    private async Task GiveWayAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (store.IsBusy && !_isBehind && time.GetElapsedTime(began) < LongestBehind)
        {
            await Task.Delay(Rest, time, cancellationToken);
        }
    }

    /// <summary>Applies one batch; returns how many entries it dealt with.</summary>
    internal async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        List<DueEntry> asking = [];
        var taken = 0;
        var held = TimeSpan.Zero;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var turn = context.Database.IsSqlite() ? await store.EnterAsync(cancellationToken) : null;
            var began = time.GetTimestamp();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var batch = await TakeAsync(context, cancellationToken);
            _isBehind = batch.Count > 0 && time.GetUtcNow() - batch[0].DueAt > LongestBehind;
            var reached = new List<(string Id, InboxState State)>(batch.Count);
            foreach (var entries in batch.GroupBy(e => (e.ObjectKind, ObjectId: e.ObjectId.Length > 0 ? e.ObjectId : e.Id)))
            {
                List<DueEntry> group = [.. entries];
                taken += group.Count;
                if (!await DealWithAsync(context, transaction, group, reached, cancellationToken))
                {
                    asking.Add(group[0]);
                }

                if (store.IsAwaited && time.GetElapsedTime(began) > Slice)
                {
                    break;
                }
            }

            foreach (var state in reached.GroupBy(r => r.State, r => r.Id))
            {
                await marks.ReachedAsync(context, [.. state], state.Key, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            held = turn is null ? TimeSpan.Zero : time.GetElapsedTime(began);
        }

        if (taken > 0)
        {
            changes.Publish();
        }

        asking.ForEach(undecided.Add);
        await Task.Delay(held / OthersShare, time, cancellationToken);
        return taken;
    }

    private async Task<List<DueEntry>> TakeAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (context.Database.IsSqlite())
        {
            return await context.InboxEntries.AsNoTracking()
                .Where(e => e.State == InboxState.Pending && e.DueAt <= now)
                .OrderBy(e => e.DueAt).ThenBy(e => e.Id).Take(BatchSize)
                .Select(e => new DueEntry(e.Id, e.Type, e.ObjectKind, e.ObjectId, e.Attempts, e.DueAt)).ToListAsync(cancellationToken);
        }

        var batch = await context.InboxEntries
            .FromSql($"""SELECT * FROM "InboxEntries" WHERE "State" = 'Pending' AND "DueAt" <= {now} ORDER BY "DueAt", "Id" LIMIT {BatchSize} FOR UPDATE SKIP LOCKED""")
            .AsNoTracking().Select(e => new DueEntry(e.Id, e.Type, e.ObjectKind, e.ObjectId, e.Attempts, e.DueAt)).ToListAsync(cancellationToken);
        foreach (var id in batch.Select(e => e.ObjectId).Where(id => id.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({id}, 0))", cancellationToken);
        }

        return batch;
    }

    /// <summary>Applies the entries of one object, and marks them; false where Stripe is to be asked how the object stands.</summary>
    private async Task<bool> DealWithAsync(PortalDbContext context, IDbContextTransaction transaction, List<DueEntry> entries, List<(string Id, InboxState State)> reached, CancellationToken cancellationToken)
    {
        var asksStripe = false;
        while (entries.Count > 0)
        {
            await transaction.CreateSavepointAsync("entry", cancellationToken);
            try
            {
                if (await ApplyAsync(context, entries[0], cancellationToken) is { } state)
                {
                    reached.AddRange(entries.Select(e => (e.Id, state)));
                }
                else
                {
                    asksStripe = true;
                    await marks.PostponeAsync(context, entries, TimeSpan.FromSeconds(30), cancellationToken);
                }

                break;
            }
            catch (UnreadableEntryException unreadable)
            {
                // What it would have said is asked of Stripe; the others of its object do not wait for it.
                await transaction.RollbackToSavepointAsync("entry", cancellationToken);
                context.ChangeTracker.Clear();
                await marks.ParkAsync(context, unreadable, cancellationToken);
                entries = entries.FindAll(e => e.Id != unreadable.EntryId);
                asksStripe = true;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await transaction.RollbackToSavepointAsync("entry", cancellationToken);
                context.ChangeTracker.Clear();
                await marks.FailAsync(context, entries, error, cancellationToken);
                break;
            }
        }

        context.ChangeTracker.Clear();
        return !asksStripe;
    }

    /// <summary>Writes the newest state of the entry's object; null where only Stripe can say which that is, or what it is.</summary>
    private async Task<InboxState?> ApplyAsync(PortalDbContext context, DueEntry entry, CancellationToken cancellationToken)
    {
        if (entry.ObjectId.Length == 0 || !_projectors.Contains(entry.ObjectKind))
        {
            return InboxState.Ignored;
        }

        var withHistory = _withHistory.Contains(entry.ObjectKind);
        var known = await Known(context, entry.ObjectId, withHistory).ToListAsync(cancellationToken);
        // What is gone cannot be fetched; whatever the version, its last word says so.
        if (known.Count == 0 || SnapshotOrder.Newest(known) is not { } newest || (newest.ApiVersion != StripeOptions.ApiVersion && !newest.IsDeletion))
        {
            return null;
        }

        if (Read(newest) is not { } snapshot)
        {
            return InboxState.Ignored;
        }

        if (!newest.IsDeletion && !snapshot.IsComplete && !(snapshot = snapshot.CompletedBy(Readable(known))).IsComplete)
        {
            return null;
        }

        var subject = new Newest(snapshot, newest.IsDeletion, newest.SnapshotAt, withHistory ? HistoryOf(known) : []);
        foreach (var projector in _projectors[entry.ObjectKind])
        {
            await projector.ProjectAsync(context, subject, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
        }

        return InboxState.Done;
    }

    /// <summary>What decides how an object stands: its answers, and its events of the latest second or, for the history, all of them. What is parked is passed over.</summary>
    private IAsyncEnumerable<InboxEntry> Known(PortalDbContext context, string objectId, bool all) => all ? _all(context, objectId) : _latest(context, objectId);

    /// <summary>Snapshots of other versions are left out: they are read otherwise, and the object was fetched for their sake.</summary>
    internal static IReadOnlyList<Known> HistoryOf(IReadOnlyCollection<InboxEntry> entries)
    {
        return
        [
            .. SnapshotOrder.History([.. entries.Where(e => e.ApiVersion == StripeOptions.ApiVersion)]).Select(told => (told.At, Snapshot: Read(told.Entry))).Where(told => told.Snapshot is not null)
                .Select(told => new Known(told.At, told.Snapshot!.IsComplete ? told.Snapshot : told.Snapshot.CompletedBy(Readable(entries)))),
        ];
    }

    private static IEnumerable<StripeSnapshot> Readable(IEnumerable<InboxEntry> entries) => entries.Where(e => e.ApiVersion == StripeOptions.ApiVersion).Select(Read).OfType<StripeSnapshot>();

    /// <summary>The object that an entry carries; null where its kind is not used here.</summary>
    /// <exception cref="UnreadableEntryException">It carries none, or not the one that it says.</exception>
    internal static StripeSnapshot? Read(InboxEntry entry)
    {
        try
        {
            if (entry.Source == InboxSource.Answer)
            {
                return SnapshotReader.Read(entry.Payload);
            }

            using var posted = JsonDocument.Parse(entry.Payload);
            return SnapshotReader.Read(posted.RootElement.GetProperty("data").GetProperty("object").GetRawText());
        }
        catch (Exception error) when (UnreadableEntryException.IsCausedBy(error))
        {
            throw new UnreadableEntryException(entry.Id, error);
        }
    }
}
