using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PaymentPortal.Shared;

namespace PaymentPortal.Data;

/// <summary>
/// What SQLite forgets with every connection: a commit is on the disk before it returns, references are checked.
/// A busy writer is waited for by the provider, which looks again every 150 ms; SQLite's own busy timeout stays off, because a library built without usleep waits whole seconds in it.
/// The log is carried over by <see cref="SqliteCheckpoints"/>, and by whoever commits only where writers never rest.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = $"PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=0; {SqliteLog.Limit};";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
