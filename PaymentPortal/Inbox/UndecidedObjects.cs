using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;

namespace PaymentPortal.Inbox;

/// <summary>
/// Objects whose entries do not tell how they stand. Stripe is asked beside the worker, so that an answer which takes long holds up nobody else's entries.
/// What waits here is not kept: the entries are due again after a while.
/// </summary>
internal sealed class UndecidedObjects(
    IDbContextFactory<PortalDbContext> contexts, ObjectReader reader, InboxStore store, InboxSignal signal, EntryMarks marks, TimeProvider time, ILogger<UndecidedObjects> logger) : BackgroundService
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);
    private readonly ConcurrentQueue<DueEntry> _waiting = new();
    private readonly ConcurrentDictionary<string, DueEntry> _objects = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _added = new(0);

    /// <summary>Lets Stripe be asked for the entry's object.</summary>
    public void Add(DueEntry entry)
    {
        if (_objects.TryAdd(entry.ObjectId, entry))
        {
            _waiting.Enqueue(entry);
            _added.Release();
        }
    }

    /// <summary>Asks for all that wait; returns how many there were.</summary>
    internal async Task<int> AskForAllAsync(CancellationToken cancellationToken)
    {
        var asked = 0;
        for (; _waiting.TryDequeue(out var entry); asked++)
        {
            _objects.TryRemove(entry.ObjectId, out _);
            await AskAsync(entry, cancellationToken);
        }

        return asked;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _added.WaitAsync(stoppingToken);
            if (_waiting.TryDequeue(out var entry))
            {
                _objects.TryRemove(entry.ObjectId, out _);
                try
                {
                    while (!await AskAsync(entry, stoppingToken))
                    {
                        await Task.Delay(AskAgain, time, stoppingToken);
                    }
                }
                catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    logger.LogError(error, "How {Object} stands could not be noted; its entries are due again in a while", entry.ObjectId);
                }
            }
        }
    }

    /// <summary>Asks once; false where Stripe does not answer.</summary>
    private async Task<bool> AskAsync(DueEntry entry, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = context.InboxEntries.Where(e => e.ObjectId == entry.ObjectId && e.State == InboxState.Pending);
        try
        {
            var fetched = await reader.ReadAsync(entry.ObjectKind, entry.ObjectId, cancellationToken);
            if (fetched.IsDone)
            {
                await store.AddAsync(fetched.Value, cancellationToken);
                await using var turn = await TurnAsync(context, cancellationToken);
                var now = time.GetUtcNow();
                await waiting.ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, now), cancellationToken);
                signal.Wake();
                return true;
            }

            if (fetched.Refusal.Code == StripeFault.NotAllowed)
            {
                // Of this kind of object alone: the others do not wait until somebody allows it.
                throw new UnauthorizedAccessException($"Stripe does not let the portal's key read this {entry.ObjectKind.Replace('_', ' ')}. Allow it in Stripe's dashboard, then replay the entry.");
            }

            if (fetched.Refusal.Code == StripeFault.Unreadable)
            {
                throw new InvalidDataException($"Stripe's answer for this {entry.ObjectKind.Replace('_', ' ')} cannot be read by this version of the portal. Replay the entry once it can.");
            }

            // No fault of the entry: it waits, and no attempt is counted.
            await using var note = await TurnAsync(context, cancellationToken);
            await waiting.ExecuteUpdateAsync(set => set.SetProperty(e => e.Error, fetched.Refusal.Sentence), cancellationToken);
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // What can never be fetched, such as an object that is gone, must not be asked for without end.
            await using var turn = await TurnAsync(context, cancellationToken);
            await marks.FailAsync(context, [entry], error, cancellationToken);
            return true;
        }
    }

    private async Task<IAsyncDisposable?> TurnAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        context.Database.IsSqlite() ? await store.EnterAsync(cancellationToken) : null;
}
