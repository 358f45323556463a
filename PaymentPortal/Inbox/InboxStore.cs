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
        INSERT INTO "InboxEntries" ("Id", "Source", "Type", "ObjectKind", "ObjectId", "ApiVersion", "SnapshotAt", "AnsweredAt", "ReceivedAt", "DeliveredAt", "Payload", "State", "Attempts", "DueAt", "Error")
        VALUES (@id, @source, @type, @kind, @object, @version, @snapshot, @answered, @received, @delivered, @payload, @state, 0, @due, @error)
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
            if (!waiting.IsNew && waiting.Entry.DeliveredAt is not null)
            {
                await NoteDeliveryAsync(connection, transaction, waiting.Entry, sqlite, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>An event that the portal found in Stripe's list came after all.</summary>
    private static async Task NoteDeliveryAsync(DbConnection connection, DbTransaction transaction, InboxEntry entry, bool sqlite, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """UPDATE "InboxEntries" SET "DeliveredAt" = @delivered WHERE "Id" = @id AND "DeliveredAt" IS NULL""";
        Add(command, "@delivered", Instant(entry.DeliveredAt, sqlite));
        Add(command, "@id", entry.Id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Fill(DbCommand command, InboxEntry entry, bool sqlite)
    {
        command.Parameters.Clear();
        Add(command, "@id", entry.Id);
        Add(command, "@source", entry.Source.ToString());
        Add(command, "@type", entry.Type);
        Add(command, "@kind", entry.ObjectKind);
        Add(command, "@object", entry.ObjectId);
        Add(command, "@version", entry.ApiVersion);
        Add(command, "@snapshot", Instant(entry.SnapshotAt, sqlite));
        Add(command, "@answered", Instant(entry.AnsweredAt, sqlite));
        Add(command, "@received", Instant(entry.ReceivedAt, sqlite));
        Add(command, "@delivered", Instant(entry.DeliveredAt, sqlite));
        Add(command, "@payload", entry.Payload);
        Add(command, "@state", entry.State.ToString());
        Add(command, "@due", Instant(entry.DueAt, sqlite));
        Add(command, "@error", entry.Error);
    }

    private static object? Instant(DateTimeOffset? instant, bool sqlite) => sqlite ? instant?.ToUnixTimeMilliseconds() : instant?.ToUniversalTime();

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    private sealed class Waiting(InboxEntry entry)
    {
        public InboxEntry Entry { get; } = entry;

        public bool IsNew { get; set; }

        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
