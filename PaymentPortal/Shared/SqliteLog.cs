using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PaymentPortal.Shared;

/// <summary>
/// SQLite's log, carried over into the database file beside those who write: left to itself SQLite lets the writer do it whose commit makes the log long, and whoever waits behind him waits for the disk.
/// Only he can bring a log to its end under writers who never rest; the more was carried over before, the less he finds.
/// </summary>
public static class SqliteLog
{
    /// <summary>How long a log may become before a writer carries it over himself: 60,000 pages are 240 MB, more than a second of a rush. It is said on each connection that writes.</summary>
    public const string Limit = "PRAGMA wal_autocheckpoint=60000";

    /// <summary>A log of so many pages comes near its end, where little shall be left to whoever writes. Before it, carrying over more often would only take the disk from him.</summary>
    private const int LongInPages = 40_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseNearTheEnd = TimeSpan.FromMilliseconds(100);

    /// <summary>Carries the log over each second, and ten times as often where it is long, until it is told to stop. What fails is logged and tried again: the log keeps what is not carried over.</summary>
    /// <param name="connection">An open connection that nobody else uses.</param>
    /// <param name="time">The clock of its pauses.</param>
    /// <param name="logger">Where a failure is said.</param>
    /// <param name="stoppingToken">When to stop; the returned task is cancelled then.</param>
    public static async Task CarryOverAsync(DbConnection connection, TimeProvider time, ILogger logger, CancellationToken stoppingToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        var (carried, pause) = (0, Pause);
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                var before = carried;
                carried = await CarryAsync(command, stoppingToken);
                pause = carried > LongInPages && carried > before ? PauseNearTheEnd : Pause;
            }
            catch (SqliteException error)
            {
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
