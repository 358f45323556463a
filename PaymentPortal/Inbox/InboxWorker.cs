using System.Text.Json.Nodes;
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
    ObjectReader reader,
    InboxStore store,
    InboxSignal signal,
    ChangeSignal changes,
    Readiness readiness,
    TimeProvider time,
    ILogger<InboxWorker> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private const int MostAttempts = 8;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);
    private readonly ILookup<string, IProjector> _projectors = projectors.ToLookup(p => p.ObjectKind, StringComparer.Ordinal);
    private readonly HashSet<string> _withHistory = projectors.Where(p => p.ReadsHistory).Select(p => p.ObjectKind).ToHashSet(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await WorkAsync(stoppingToken) > 0)
                {
                    changes.Publish();
                }
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "A batch of the inbox failed as a whole; trying again");
            }

            await signal.WaitAsync(LongestSleep, stoppingToken);
        }
    }

    /// <summary>Applies one batch; returns how many entries it dealt with.</summary>
    internal async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        List<InboxEntry> undecided = [];
        int taken;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var batch = await TakeAsync(context, cancellationToken);
            taken = batch.Count;
            foreach (var entries in batch.GroupBy(e => (e.ObjectKind, ObjectId: e.ObjectId.Length > 0 ? e.ObjectId : e.Id)))
            {
                if (!await DealWithAsync(context, transaction, [.. entries], cancellationToken))
                {
                    undecided.Add(entries.First());
                }
            }

            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var entry in undecided)
        {
            try
            {
                await FetchAsync(entry, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // What can never be fetched, such as an object that is gone, must not be asked for without end.
                await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                await FailAsync(context, [entry], error, cancellationToken);
            }
        }

        return taken;
    }

    private async Task<List<InboxEntry>> TakeAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (context.Database.IsSqlite())
        {
            return await context.InboxEntries.AsNoTracking()
                .Where(e => e.State == InboxState.Pending && e.DueAt <= now)
                .OrderBy(e => e.DueAt).ThenBy(e => e.Id).Take(BatchSize).ToListAsync(cancellationToken);
        }

        var batch = await context.InboxEntries
            .FromSql($"""SELECT * FROM "InboxEntries" WHERE "State" = 'Pending' AND "DueAt" <= {now} ORDER BY "DueAt", "Id" LIMIT {BatchSize} FOR UPDATE SKIP LOCKED""")
            .AsNoTracking().ToListAsync(cancellationToken);
        foreach (var id in batch.Select(e => e.ObjectId).Where(id => id.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({id}, 0))", cancellationToken);
        }

        return batch;
    }

    /// <summary>Applies the entries of one object, and marks them; false where only Stripe can say how the object stands.</summary>
    private async Task<bool> DealWithAsync(PortalDbContext context, IDbContextTransaction transaction, List<InboxEntry> entries, CancellationToken cancellationToken)
    {
        var isDecided = true;
        while (entries.Count > 0)
        {
            await transaction.CreateSavepointAsync("entry", cancellationToken);
            try
            {
                if (isDecided && await ApplyAsync(context, entries[0], cancellationToken) is { } reached)
                {
                    await MarkAsync(context, entries, reached, cancellationToken);
                }
                else
                {
                    isDecided = false;
                    await PostponeAsync(context, entries, TimeSpan.FromSeconds(30), cancellationToken);
                }

                break;
            }
            catch (UnreadableEntryException unreadable)
            {
                // What it would have said is asked of Stripe; the others of its object do not wait for it.
                await transaction.RollbackToSavepointAsync("entry", cancellationToken);
                context.ChangeTracker.Clear();
                await ParkAsync(context, unreadable, cancellationToken);
                entries = entries.FindAll(e => e.Id != unreadable.EntryId);
                isDecided = false;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await transaction.RollbackToSavepointAsync("entry", cancellationToken);
                context.ChangeTracker.Clear();
                await FailAsync(context, entries, error, cancellationToken);
                break;
            }
        }

        context.ChangeTracker.Clear();
        return isDecided;
    }

    /// <summary>Writes the newest state of the entry's object; null where only Stripe can say which that is.</summary>
    private async Task<InboxState?> ApplyAsync(PortalDbContext context, InboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry.ObjectId.Length == 0 || !_projectors.Contains(entry.ObjectKind))
        {
            return InboxState.Ignored;
        }

        var withHistory = _withHistory.Contains(entry.ObjectKind);
        var known = await Known(context, entry.ObjectId, withHistory).ToListAsync(cancellationToken);
        if (known.Count == 0 || SnapshotOrder.Newest(known) is not { } newest || newest.ApiVersion != StripeOptions.ApiVersion)
        {
            return null;
        }

        if (Read(newest) is not { } snapshot)
        {
            return InboxState.Ignored;
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
    private static IQueryable<InboxEntry> Known(PortalDbContext context, string objectId, bool all)
    {
        var known = context.InboxEntries.AsNoTracking().Where(e => e.ObjectId == objectId && e.State != InboxState.Parked);
        return all ? known : known.Where(e => e.Source == InboxSource.Answer || e.SnapshotAt ==
            context.InboxEntries.Where(it => it.ObjectId == objectId && it.State != InboxState.Parked && it.Source == InboxSource.Event).Max(it => it.SnapshotAt));
    }

    /// <summary>Snapshots of other versions are left out: they are read otherwise, and the object was fetched for their sake.</summary>
    internal static IReadOnlyList<Known> HistoryOf(IReadOnlyCollection<InboxEntry> entries) =>
    [
        .. SnapshotOrder.History([.. entries.Where(e => e.ApiVersion == StripeOptions.ApiVersion)])
            .Select(told => (told.At, Snapshot: Read(told.Entry))).Where(told => told.Snapshot is not null).Select(told => new Known(told.At, told.Snapshot!)),
    ];

    /// <summary>The object that an entry carries; null where its kind is not used here.</summary>
    /// <exception cref="UnreadableEntryException">It carries none, or not the one that it says.</exception>
    internal static StripeSnapshot? Read(InboxEntry entry)
    {
        try
        {
            return SnapshotReader.Read(entry.Source == InboxSource.Answer ? entry.Payload : JsonNode.Parse(entry.Payload)!["data"]!["object"]!.ToJsonString());
        }
        catch (Exception error) when (UnreadableEntryException.IsCausedBy(error))
        {
            throw new UnreadableEntryException(entry.Id, error);
        }
    }

    private async Task FetchAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var fetched = await reader.ReadAsync(entry.ObjectKind, entry.ObjectId, cancellationToken);
        if (fetched.IsDone)
        {
            await store.AddAsync(fetched.Value, cancellationToken);
            await context.InboxEntries.Where(e => e.ObjectId == entry.ObjectId && e.State == InboxState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, time.GetUtcNow()), cancellationToken);
        }
        else
        {
            // No fault of the entry: it waits, and no attempt is counted.
            await context.InboxEntries.Where(e => e.ObjectId == entry.ObjectId && e.State == InboxState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Error, fetched.Refusal.Sentence), cancellationToken);
        }
    }

    private async Task MarkAsync(PortalDbContext context, IEnumerable<InboxEntry> entries, InboxState state, CancellationToken cancellationToken)
    {
        var ids = entries.Select(e => e.Id).ToList();
        var now = time.GetUtcNow();
        await context.InboxEntries.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, state).SetProperty(e => e.DoneAt, now).SetProperty(e => e.Error, (string?)null).SetProperty(e => e.Attempts, e => e.Attempts + 1),
            cancellationToken);
    }

    private async Task PostponeAsync(PortalDbContext context, IEnumerable<InboxEntry> entries, TimeSpan delay, CancellationToken cancellationToken)
    {
        var ids = entries.Select(e => e.Id).ToList();
        var due = time.GetUtcNow() + delay;
        await context.InboxEntries.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, due), cancellationToken);
    }

    private async Task ParkAsync(PortalDbContext context, UnreadableEntryException unreadable, CancellationToken cancellationToken)
    {
        logger.LogWarning(unreadable, "Entry {Entry} is parked, because it cannot be read", unreadable.EntryId);
        await context.InboxEntries.Where(e => e.Id == unreadable.EntryId).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, InboxState.Parked).SetProperty(e => e.Attempts, e => e.Attempts + 1).SetProperty(e => e.Error, unreadable.Message),
            cancellationToken);
    }

    private async Task FailAsync(PortalDbContext context, IEnumerable<InboxEntry> entries, Exception error, CancellationToken cancellationToken)
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
