using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Data;

/// <summary>
/// Carries SQLite's log over into the database file, beside those who write: left to itself SQLite lets the writer do it whose commit makes the log long, and whoever waits behind him waits for the disk.
/// Only he can bring a log to its end under writers who never rest; the more was carried over before, the less he finds.
/// </summary>
internal sealed class SqliteCheckpoints(IDbContextFactory<PortalDbContext> contexts, Readiness readiness, TimeProvider time, ILogger<SqliteCheckpoints> logger) : BackgroundService
{
    /// <summary>A log of so many pages comes near its end, where little shall be left to whoever writes. Before it, carrying over more often would only take the disk from him.</summary>
    private const int LongLogInPages = 40_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseNearTheEnd = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        await using var context = await contexts.CreateDbContextAsync(stoppingToken);
        await context.Database.OpenConnectionAsync(stoppingToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        var (carried, pause) = (0, Pause);
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                var before = carried;
                carried = await CarryAsync(command, stoppingToken);
                pause = carried > LongLogInPages && carried > before ? PauseNearTheEnd : Pause;
            }
            catch (SqliteException error)
            {
                // Nothing is lost: the log keeps what is not carried over, and whoever makes it too long carries it over himself.
                logger.LogWarning(error, "The log of the database was not carried over; it is tried again");
            }
        }
    }

    /// <summary>How many pages of the log are carried over by now.</summary>
    private static async Task<int> CarryAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var answer = await command.ExecuteReaderAsync(cancellationToken);
        await answer.ReadAsync(cancellationToken);
        return answer.GetInt32(2);
    }
}
