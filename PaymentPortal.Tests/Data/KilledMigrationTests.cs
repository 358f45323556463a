using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PaymentPortal.Data;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Data;

/// <summary>The real process, killed in the middle of its first migration, again and again: the next start comes up whole, with the tables of a start that nobody disturbed.</summary>
public sealed class KilledMigrationTests(Databases databases)
{
    private const int Kills = 8;

    private const string SqliteSchema = """
        SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master WHERE tbl_name <> '__EFMigrationsLock'
        UNION ALL SELECT 'migration ' || "MigrationId" FROM "__EFMigrationsHistory"
        UNION ALL SELECT 'role ' || "Name" FROM "AspNetRoles"
        ORDER BY 1
        """;

    private const string PostgresSchema = """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(character_maximum_length, 0) || ' ' || coalesce(column_default, '')
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'migration ' || "MigrationId" FROM "__EFMigrationsHistory"
        UNION ALL SELECT 'role ' || "Name" FROM "AspNetRoles"
        ORDER BY 1
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_start_after_a_kill_in_the_middle_of_a_migration_comes_up_whole(DatabaseProvider provider)
    {
        await using var template = await databases.CopyAsync(provider);
        var expected = await SchemaAsync(template);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var length = await UndisturbedAsync(provider);
        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var folder = new TemporaryFolder();
            await using var database = EmptyDatabase.Of(provider, folder);
            await using var portal = PortalProcess.Launch(database.Settings);
            await BeginsAsync(database, folder);
            // Spread over the whole length, so that every stage is met
            await WaitAsync(length * ((kill + random.NextDouble()) / Kills));
            await portal.KillAsync();
            interrupted += await IsBehindAsync(database, folder) ? 1 : 0;
            portal.Relaunch();
            await portal.AnswersAsync(Patience);
            Assert.True(expected == await SchemaAsync(database), $"Seed {seed}, kill {kill}: the tables are not those of an undisturbed start.");
            if (kill == Kills - 1)
                await portal.ReadyAsync();
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}: a migration of {length.TotalMilliseconds:0} ms, killed {Kills} times, {interrupted} times before it was through.");
        Assert.True(interrupted > 0, $"Seed {seed}: no kill met a migration under way.");
    }

    /// <summary>How long it takes from the first sign of a migration until the app says that it is through.</summary>
    private static async Task<TimeSpan> UndisturbedAsync(DatabaseProvider provider)
    {
        using var folder = new TemporaryFolder();
        await using var database = EmptyDatabase.Of(provider, folder);
        await using var portal = PortalProcess.Launch(database.Settings);
        await BeginsAsync(database, folder);
        var began = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(() => portal.Output.Any(line => line.Contains("brought to the app's version", StringComparison.Ordinal)), "The migration did not end.", Patience);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Waits, at a short interval, until there is a database.</summary>
    private static async Task BeginsAsync(TestDatabase database, TemporaryFolder folder)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var began = Stopwatch.GetTimestamp();
        while (!await IsThereAsync(database, folder))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "No database appeared.");
            await look.WaitForNextTickAsync(Cancellation);
        }
    }

    private static async Task<bool> IsThereAsync(TestDatabase database, TemporaryFolder folder)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
            return Directory.EnumerateFiles(folder.Path).Any();
        var wanted = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = wanted.Database } } };
        return await command.ExecuteScalarAsync(Cancellation) is 1L;
    }

    private static async Task WaitAsync(TimeSpan time)
    {
        if (time >= TimeSpan.FromMilliseconds(1))
        {
            using var once = new PeriodicTimer(time);
            await once.WaitForNextTickAsync(Cancellation);
        }
    }

    private static async Task<bool> IsBehindAsync(TestDatabase database, TemporaryFolder folder)
    {
        using var copy = new TemporaryFolder();
        await using var services = Databases.ServicesOn(database.Provider, database.ConnectionString.Replace(folder.Path, copy.Path, StringComparison.Ordinal), copy.Path);
        await using var context = services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            // A copy, so that the app itself meets what the dead process left
            foreach (var file in Directory.EnumerateFiles(folder.Path).ToList())
                File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
            await DatabaseMigrator.UndoHalfWrittenAsync(context, Cancellation);
        }
        return (await context.Database.GetPendingMigrationsAsync(Cancellation)).Any();
    }

    private static async Task<string> SchemaAsync(TestDatabase database)
    {
        var isSqlite = database.Provider == DatabaseProvider.Sqlite;
        await using DbConnection connection = isSqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = isSqlite ? SqliteSchema : PostgresSchema;
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancellation))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
