using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Inbox;

/// <summary>Inserts entries, many in one transaction. It is used by one at a time, and keeps its connection and its prepared statement.</summary>
internal sealed class EntryWriter(IDbContextFactory<PortalDbContext> contexts) : IAsyncDisposable
{
    private const string Insert =
        """
        INSERT INTO "InboxEntries" ("Id", "Source", "Type", "ObjectKind", "ObjectId", "ApiVersion", "SnapshotAt", "AnsweredAt", "ReceivedAt", "DeliveredAt", "Payload", "State", "Attempts", "DueAt", "Error")
        VALUES (@id, @source, @type, @kind, @object, @version, @snapshot, @answered, @received, @delivered, @payload, @state, 0, @due, @error)
        ON CONFLICT ("Id") DO NOTHING
        """;

    /// <summary>Ids come in no order, and each touches another page of two indexes: with the 2 MB that SQLite keeps for a connection nearly all of them would be read from the file again.</summary>
    private const string KeepPages = "PRAGMA cache_size=-64000";

    /// <summary>An event that the portal found in Stripe's list came after all.</summary>
    private const string NoteDelivery = """UPDATE "InboxEntries" SET "DeliveredAt" = @delivered WHERE "Id" = @id AND "DeliveredAt" IS NULL""";

    private PortalDbContext? _context;
    private DbCommand? _insert;

    /// <summary>Commits the entries, asking for the next when the last is written; says of each whether it was new.</summary>
    public async Task<IReadOnlyList<bool>> WriteAsync(IEnumerable<InboxEntry> entries)
    {
        try
        {
            return await WriteOnceAsync(entries);
        }
        catch
        {
            // The next batch begins with a connection of its own, whatever it was: a host that is not found fails by no fault of the database's kind.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_insert is not null)
        {
            await _insert.DisposeAsync();
        }

        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        (_insert, _context) = (null, null);
    }

    private async Task<IReadOnlyList<bool>> WriteOnceAsync(IEnumerable<InboxEntry> entries)
    {
        if (_context is null)
        {
            _context = await contexts.CreateDbContextAsync();
            await _context.Database.OpenConnectionAsync();
            if (_context.Database.IsSqlite())
            {
                await _context.Database.ExecuteSqlRawAsync(KeepPages);
            }
        }

        var connection = _context.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync();
        var written = connection.CanCreateBatch
            ? await TogetherAsync(connection, transaction, entries)
            : await OneByOneAsync(connection, transaction, entries);
        foreach (var (entry, isNew) in written)
        {
            if (!isNew && entry.DeliveredAt is not null)
            {
                await NoteDeliveryAsync(connection, transaction, entry);
            }
        }

        await transaction.CommitAsync();
        return written.ConvertAll(one => one.IsNew);
    }

    /// <summary>Where the database is another process: one trip for all.</summary>
    private static async Task<List<(InboxEntry Entry, bool IsNew)>> TogetherAsync(DbConnection connection, DbTransaction transaction, IEnumerable<InboxEntry> entries)
    {
        List<InboxEntry> all = [.. entries];
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var entry in all)
        {
            var insert = batch.CreateBatchCommand();
            insert.CommandText = Insert;
            foreach (var (name, value) in Values(entry, isSqlite: false))
            {
                var parameter = insert.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
                insert.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(insert);
        }

        await batch.ExecuteNonQueryAsync();
        return [.. all.Zip(batch.BatchCommands, (entry, command) => (entry, command.RecordsAffected == 1))];
    }

    /// <summary>Where it is in this process: one statement, prepared once.</summary>
    private async Task<List<(InboxEntry Entry, bool IsNew)>> OneByOneAsync(DbConnection connection, DbTransaction transaction, IEnumerable<InboxEntry> entries)
    {
        if (_insert is null)
        {
            _insert = connection.CreateCommand();
            _insert.CommandText = Insert;
        }

        _insert.Transaction = transaction;
        var written = new List<(InboxEntry Entry, bool IsNew)>();
        foreach (var entry in entries)
        {
            var values = Values(entry, isSqlite: true);
            for (var n = 0; n < values.Length; n++)
            {
                if (_insert.Parameters.Count == n)
                {
                    var parameter = _insert.CreateParameter();
                    parameter.ParameterName = values[n].Name;
                    _insert.Parameters.Add(parameter);
                }

                _insert.Parameters[n].Value = values[n].Value ?? DBNull.Value;
            }

            written.Add((entry, await _insert.ExecuteNonQueryAsync() == 1));
        }

        return written;
    }

    private async Task NoteDeliveryAsync(DbConnection connection, DbTransaction transaction, InboxEntry entry)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = NoteDelivery;
        foreach (var (name, value) in Values(entry, _context!.Database.IsSqlite()).Where(v => v.Name is "@delivered" or "@id"))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static (string Name, object? Value)[] Values(InboxEntry entry, bool isSqlite)
    {
        return
        [
            ("@id", entry.Id),
            ("@source", entry.Source.ToString()),
            ("@type", entry.Type),
            ("@kind", entry.ObjectKind),
            ("@object", entry.ObjectId),
            ("@version", entry.ApiVersion),
            ("@snapshot", Instant(entry.SnapshotAt)),
            ("@answered", Instant(entry.AnsweredAt)),
            ("@received", Instant(entry.ReceivedAt)),
            ("@delivered", Instant(entry.DeliveredAt)),
            ("@payload", entry.Payload),
            ("@state", entry.State.ToString()),
            ("@due", Instant(entry.DueAt)),
            ("@error", entry.Error),
        ];

        object? Instant(DateTimeOffset? instant) => isSqlite ? instant?.ToUnixTimeMilliseconds() : instant?.ToUniversalTime();
    }
}
