using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace PaymentPortal.Data;

/// <summary>
/// Brings the database to the app's version. Safe against a kill, because each migration is one transaction, and against two processes that start at once,
/// because both wait, for a bounded time, for a lock that dies with its holder.
/// </summary>
internal sealed class DatabaseMigrator(IDbContextFactory<PortalDbContext> contexts, DataDirectory directory, TimeProvider time, ILogger<DatabaseMigrator> logger)
{
    private const long AdvisoryLock = 0x506179506f7274; // "PayPort"
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (context.Database.IsSqlite())
        {
            await UndoHalfWrittenAsync(context, cancellationToken);
        }

        if (await creator.ExistsAsync(cancellationToken) && !await IsBehindAsync(context, cancellationToken))
        {
            return;
        }

        await using var held = context.Database.IsSqlite()
            ? await LockFileAsync(cancellationToken)
            : await LockServerAsync(context, creator, cancellationToken);
        if (context.Database.IsSqlite())
        {
            await ForgetDeadLockAsync(context, cancellationToken);
        }

        if (await IsBehindAsync(context, cancellationToken))
        {
            await context.Database.MigrateAsync(cancellationToken);
            logger.LogInformation("The database was brought to the app's version");
        }
    }

    /// <summary>What a killed process left half-written is undone by the first who reads and may write; EF looks whether there is a database with a connection that may not, and would fail.</summary>
    internal static Task UndoHalfWrittenAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("PRAGMA schema_version", cancellationToken);

    private static async Task<bool> IsBehindAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any();

    private async Task<IAsyncDisposable> LockFileAsync(CancellationToken cancellationToken)
    {
        var path = directory.File("migrating.lock");
        return await WaitAsync(
            () =>
            {
                try
                {
                    return Task.FromResult<IAsyncDisposable?>(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
                }
                catch (IOException)
                {
                    return Task.FromResult<IAsyncDisposable?>(null);
                }
            },
            cancellationToken);
    }

    private async Task<IAsyncDisposable> LockServerAsync(PortalDbContext context, IRelationalDatabaseCreator creator, CancellationToken cancellationToken)
    {
        if (!await creator.ExistsAsync(cancellationToken))
        {
            try
            {
                await creator.CreateAsync(cancellationToken);
            }
            catch (Npgsql.PostgresException error) when (error.SqlState is Npgsql.PostgresErrorCodes.DuplicateDatabase or Npgsql.PostgresErrorCodes.UniqueViolation)
            {
                logger.LogInformation("The database was created by another process at the same time");
            }
        }

        // The lock belongs to a connection of its own: it is gone when that connection is, whatever became of the process.
        var connection = new Npgsql.NpgsqlConnection(context.Database.GetConnectionString());
        await connection.OpenAsync(cancellationToken);
        return await WaitAsync(
            async () =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT pg_try_advisory_lock({AdvisoryLock})";
                return await command.ExecuteScalarAsync(cancellationToken) is true ? connection : null;
            },
            cancellationToken);
    }

    private async Task<IAsyncDisposable> WaitAsync(Func<Task<IAsyncDisposable?>> tryLock, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => bounded.Cancel(), null, LongestWait, Timeout.InfiniteTimeSpan);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        try
        {
            do
            {
                if (await tryLock() is { } held)
                {
                    return held;
                }
            }
            while (await ticks.WaitForNextTickAsync(bounded.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        throw new TimeoutException("Another process has been migrating the database for more than a minute. Look at its log, or end it, and start again.");
    }

    /// <summary>EF's own lock row survives a killed process and would be waited for without end. Under our lock nobody else can hold it.</summary>
    private static async Task ForgetDeadLockAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
    }
}
