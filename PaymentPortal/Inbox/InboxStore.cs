using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>
/// Stores entries, each once under its id, and returns after they are committed. Whoever comes while nobody writes, writes at once; all that wait meanwhile are committed together:
/// a database that must reach the disk for each commit stores many per trip.
/// </summary>
internal sealed class InboxStore(IDbContextFactory<PortalDbContext> contexts, InboxSignal signal, Readiness readiness, TimeProvider time, ILogger<InboxStore> logger) : IAsyncDisposable
{
    private const int LargestBatch = 256;

    /// <summary>So many committed together are a rush, known with the first commit and not only after a while.</summary>
    private const int Rush = 16;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly EntryWriter _writer = new(contexts);
    private long _windowBegan = time.GetTimestamp();
    private TimeSpan _writing;
    private TimeSpan _lent;
    private double _use;
    private int _most;
    private int _mostBefore;

    /// <summary>
    /// True while more than half of the time that nobody else has the turn goes into storing entries, or many come at once: whoever posts next would wait for what the worker does.
    /// A share, so that it means the same on a slow machine and on a fast one.
    /// </summary>
    public bool IsBusy => (_use > 0.5 || _most >= Rush || _mostBefore >= Rush) && time.GetElapsedTime(_windowBegan) < 2 * Window;

    /// <summary>True while somebody waits for the turn to write.</summary>
    public bool IsAwaited => !_waiting.IsEmpty;

    /// <summary>Stores an entry. Returns once it is on the disk; true where it was new.</summary>
    public async Task<bool> AddAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        await readiness.DatabaseReady.WaitAsync(cancellationToken);
        var waiting = new Waiting(entry);
        _waiting.Enqueue(waiting);
        if (_turn.Wait(0, CancellationToken.None))
        {
            try
            {
                await WriteBatchAsync();
            }
            finally
            {
                Leave();
            }
        }

        return await waiting.Stored.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// The turn to write where only one can. Who writes to SQLite beside the store takes it: the two then wait for each other in order, and not by looking again after a while.
    /// </summary>
    public async Task<IAsyncDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(this, time.GetTimestamp());
    }

    /// <summary>Stores what Stripe answered, to be applied by the same projectors as its events.</summary>
    public Task<bool> AddAsync<TSnapshot>(StripeAnswer<TSnapshot> answer, string kind, CancellationToken cancellationToken)
        where TSnapshot : StripeSnapshot => AddAsync(Entry(answer, kind), cancellationToken);

    /// <summary>The entry for an answer.</summary>
    /// <param name="answer">What Stripe answered.</param>
    /// <param name="kind">The object's kind.</param>
    /// <param name="at">The latest second that was known of the object when it was asked for; null where the answer's own clock is to tell.</param>
    public InboxEntry Entry<TSnapshot>(StripeAnswer<TSnapshot> answer, string kind, DateTimeOffset? at = null)
        where TSnapshot : StripeSnapshot
    {
        var now = time.GetUtcNow();
        var earliest = answer.At - (now > answer.AskedAt ? now - answer.AskedAt : TimeSpan.Zero);
        return new InboxEntry
        {
            Id = $"answer:{answer.RequestId}:{answer.Snapshot.Id}",
            Source = InboxSource.Answer,
            Type = "answer",
            ObjectKind = kind,
            ObjectId = answer.Snapshot.Id,
            ApiVersion = StripeOptions.ApiVersion,
            SnapshotAt = at ?? DateTimeOffset.FromUnixTimeSeconds(earliest.ToUnixTimeSeconds()),
            AnsweredAt = answer.At,
            ReceivedAt = answer.AskedAt,
            Payload = answer.Json,
            State = InboxState.Pending,
            DueAt = now,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await _writer.DisposeAsync();
        _turn.Dispose();
    }

    private TimeSpan Elapsed(long began) => time.GetElapsedTime(began);

    /// <summary>Gives the turn back; where others came meanwhile, somebody writes for them.</summary>
    private void Leave()
    {
        _turn.Release();
        if (!_waiting.IsEmpty)
        {
            ThreadPool.QueueUserWorkItem(static store => _ = store.WriteWaitingAsync(), this, preferLocal: false);
        }
    }

    private async Task WriteWaitingAsync()
    {
        while (!_waiting.IsEmpty && _turn.Wait(0, CancellationToken.None))
        {
            try
            {
                await WriteBatchAsync();
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Commits all that wait, and all that come while those are written, as far as one batch goes.</summary>
    private async Task WriteBatchAsync()
    {
        var batch = new List<Waiting>();
        // Whoever waits by now shares the batch even where it fails before it begins: with a database that hangs, each alone would wait for a time-out of its own.
        while (TakesOneMore(batch))
        {
        }

        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            var began = time.GetTimestamp();
            var isNew = await _writer.WriteAsync(Entries(batch));
            Note(batch.Count, time.GetElapsedTime(began));
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Stored.TrySetResult(isNew[i]);
            }

            signal.Wake();
        }
        catch (Exception error)
        {
            // Nothing of the batch is stored; those who wait learn it, answer an error, and Stripe posts again.
            logger.LogError(error, "{Count} entries could not be stored", batch.Count);
            batch.ForEach(w => w.Stored.TrySetException(new IOException("The entry could not be stored.", error)));
        }
    }

    private bool TakesOneMore(List<Waiting> batch)
    {
        if (batch.Count == LargestBatch || !_waiting.TryDequeue(out var next))
        {
            return false;
        }

        batch.Add(next);
        return true;
    }

    private IEnumerable<InboxEntry> Entries(List<Waiting> batch)
    {
        for (var i = 0; i < batch.Count || TakesOneMore(batch); i++)
        {
            yield return batch[i].Entry;
        }
    }

    /// <summary>Called by whoever has the turn.</summary>
    private void Note(int together, TimeSpan written)
    {
        _writing += written;
        var passed = time.GetElapsedTime(_windowBegan);
        _most = passed < 2 * Window ? Math.Max(_most, together) : together;
        if (passed >= Window)
        {
            (_mostBefore, _most) = (_most, 0);
            _use = passed > _lent ? _writing / (passed - _lent) : 0;
            (_writing, _lent, _windowBegan) = (TimeSpan.Zero, TimeSpan.Zero, time.GetTimestamp());
        }
    }

    private sealed class Waiting(InboxEntry entry)
    {
        public InboxEntry Entry { get; } = entry;

        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Turn(InboxStore store, long began) : IAsyncDisposable
    {
        /// <summary>Those who came meanwhile are served before the turn is given back: whoever takes one turn after the other would otherwise keep them waiting without end.</summary>
        public async ValueTask DisposeAsync()
        {
            store._lent += store.Elapsed(began);
            await store.WriteBatchAsync();
            store.Leave();
        }
    }
}
