using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Data;

/// <summary>
/// Carries SQLite's log over into the database file, beside those who write: left to itself SQLite lets the writer do it whose commit makes the log long, and whoever waits behind him waits for the disk.
/// </summary>
internal sealed class SqliteCheckpoints(IDbContextFactory<PortalDbContext> contexts, Readiness readiness, TimeProvider time, ILogger<SqliteCheckpoints> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        await using var context = await contexts.CreateDbContextAsync(stoppingToken);
        await context.Database.OpenConnectionAsync(stoppingToken);
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken);
            try
            {
                await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", stoppingToken);
            }
            catch (SqliteException error)
            {
                // Nothing is lost: the log keeps what is not carried over, and whoever makes it too long carries it over himself.
                logger.LogWarning(error, "The log of the database was not carried over; it is tried again");
            }
        }
    }
}
