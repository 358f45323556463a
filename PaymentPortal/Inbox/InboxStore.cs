using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>
/// Stores entries, each once under its id, and returns after they are committed. One writer takes all that wait and commits them together:
/// a database that must reach the disk for each commit stores many per trip.
/// </summary>
internal sealed class InboxStore(IDbContextFactory<PortalDbContext> contexts, InboxSignal signal, Readiness readiness, TimeProvider time, ILogger<InboxStore> logger) : BackgroundService
{
    private const int LargestBatch = 256;

    private const string Insert =
        """
        INSERT INTO "InboxEntries" ("Id", "Source", "Type", "ObjectKind", "ObjectId", "ApiVersion", "SnapshotAt", "ReceivedAt", "Payload", "State", "Attempts", "DueAt", "Error")
        VALUES (@id, @source, @type, @kind, @object, @version, @snapshot, @received, @payload, @state, 0, @due, @error)
        ON CONFLICT ("Id") DO NOTHING
        """;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(10_000) { SingleReader = true });

    /// <summary>Stores an entry. Returns once it is on the disk; true where it was new.</summary>
    public async Task<bool> AddAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(entry);
        await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Stored.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stores what Stripe answered, to be applied by the same projectors as its events.</summary>
    public Task<bool> AddAsync<TSnapshot>(StripeAnswer<TSnapshot> answer, string kind, CancellationToken cancellationToken)
        where TSnapshot : StripeSnapshot => AddAsync(Entry(answer, kind, answer.At), cancellationToken);

    /// <summary>The entry for an answer.</summary>
    /// <param name="answer">What Stripe answered.</param>
    /// <param name="kind">The object's kind.</param>
    /// <param name="at">When it is to count as true: the answer's own clock, or the second that it was fetched to decide.</param>
    public InboxEntry Entry<TSnapshot>(StripeAnswer<TSnapshot> answer, string kind, DateTimeOffset at)
        where TSnapshot : StripeSnapshot
    {
        var now = time.GetUtcNow();
        return new InboxEntry
        {
            Id = $"answer:{answer.RequestId}:{answer.Snapshot.Id}",
            Source = InboxSource.Answer,
            Type = "answer",
            ObjectKind = kind,
            ObjectId = answer.Snapshot.Id,
            ApiVersion = StripeOptions.ApiVersion,
            SnapshotAt = at,
            ReceivedAt = answer.AskedAt,
            Payload = answer.Json,
            State = InboxState.Pending,
            DueAt = now,
        };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        var batch = new List<Waiting>(LargestBatch);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            try
            {
                await WriteAsync(batch, stoppingToken);
                batch.ForEach(w => w.Stored.TrySetResult(w.IsNew));
                signal.Wake();
            }
            catch (Exception error)
            {
                // Nothing of the batch is stored; those who wait learn it, answer an error, and Stripe posts again.
                logger.LogError(error, "{Count} entries could not be stored", batch.Count);
                batch.ForEach(w => w.Stored.TrySetException(new IOException("The entry could not be stored.", error)));
            }
        }
    }

    private async Task WriteAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        var sqlite = context.Database.IsSqlite();
        var connection = context.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Insert;
        foreach (var waiting in batch)
        {
            Fill(command, waiting.Entry, sqlite);
            waiting.IsNew = await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static void Fill(DbCommand command, InboxEntry entry, bool sqlite)
    {
        command.Parameters.Clear();
        Add("@id", entry.Id);
        Add("@source", entry.Source.ToString());
        Add("@type", entry.Type);
        Add("@kind", entry.ObjectKind);
        Add("@object", entry.ObjectId);
        Add("@version", entry.ApiVersion);
        Add("@snapshot", Instant(entry.SnapshotAt));
        Add("@received", Instant(entry.ReceivedAt));
        Add("@payload", entry.Payload);
        Add("@state", entry.State.ToString());
        Add("@due", Instant(entry.DueAt));
        Add("@error", entry.Error);

        object Instant(DateTimeOffset instant) => sqlite ? instant.ToUnixTimeMilliseconds() : instant.ToUniversalTime();

        void Add(string name, object? value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }

    private sealed class Waiting(InboxEntry entry)
    {
        public InboxEntry Entry { get; } = entry;

        public bool IsNew { get; set; }

        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
