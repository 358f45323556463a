using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Data;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Data;

public sealed class DatabaseMigratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Several_processes_that_start_at_once_on_nothing_migrate_it_once(DatabaseProvider provider)
    {
        using var folder = new TemporaryFolder();
        await using var empty = EmptyDatabase.Of(provider, folder);
        var processes = Enumerable.Range(0, 4).Select(_ => Databases.ServicesOn(provider, empty.ConnectionString, folder.Path)).ToList();
        await Task.WhenAll(processes.Select(process => Task.Run(() => process.GetRequiredService<DatabaseMigrator>().MigrateAsync(Cancellation))));
        await using var context = processes[0].GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancellation));
        Assert.Equal(await context.Database.GetAppliedMigrationsAsync(Cancellation), context.Database.GetMigrations());
        Assert.True(await context.Roles.AnyAsync(Cancellation));
        foreach (var process in processes)
            await process.DisposeAsync();
    }

    [Fact]
    public async Task The_lock_of_a_process_that_was_killed_while_it_migrated_holds_nobody_up()
    {
        using var folder = new TemporaryFolder();
        await using var empty = EmptyDatabase.Of(DatabaseProvider.Sqlite, folder);
        await using (var killed = new SqliteConnection(empty.ConnectionString))
        {
            await killed.OpenAsync(Cancellation);
            await using var command = killed.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-20 12:00:00');
                """;
            await command.ExecuteNonQueryAsync(Cancellation);
        }
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "migrating.lock"), "", Cancellation);
        await using var services = Databases.ServicesOn(DatabaseProvider.Sqlite, empty.ConnectionString, folder.Path);
        var started = Stopwatch.GetTimestamp();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(50), Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"Migrated within {Stopwatch.GetElapsedTime(started)}");
        await using var context = services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancellation));
    }

    /// <summary>SQLite's journal of a writer that died: only a connection that may write can undo it, and a connection that may not cannot even read beside it.</summary>
    [Fact]
    public async Task A_start_undoes_what_a_killed_writer_left_half_written()
    {
        using var alive = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        await using var empty = EmptyDatabase.Of(DatabaseProvider.Sqlite, folder);
        var file = new SqliteConnectionStringBuilder(empty.ConnectionString).DataSource;
        await using (var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(alive.Path, Path.GetFileName(file)), Pooling = false }.ConnectionString))
        {
            await writer.OpenAsync(Cancellation);
            await using var command = writer.CreateCommand();
            command.CommandText = """
                PRAGMA cache_size=2;
                CREATE TABLE kept(n INTEGER, filling BLOB);
                WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 200) INSERT INTO kept SELECT n, randomblob(2000) FROM counted;
                BEGIN IMMEDIATE;
                UPDATE kept SET n = -n, filling = randomblob(2000);
                """;
            await command.ExecuteNonQueryAsync(Cancellation);
            // As the disk is when the process dies now
            foreach (var written in Directory.EnumerateFiles(alive.Path))
                File.Copy(written, Path.Combine(folder.Path, Path.GetFileName(written)));
        }
        Assert.True(new FileInfo(file + "-journal").Length > 512);
        await using var services = Databases.ServicesOn(DatabaseProvider.Sqlite, empty.ConnectionString, folder.Path);
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(Cancellation);
        await using var context = services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        Assert.Equal(20_100, await context.Database.SqlQuery<long>($"SELECT sum(n) AS Value FROM kept").SingleAsync(Cancellation));
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancellation));
    }

    [Fact]
    public void Every_change_of_the_model_has_its_migrations()
    {
        using var sqlite = new SqliteDesignTimeContext().CreateDbContext([]);
        using var postgres = new PostgresDesignTimeContext().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "The model differs from SQLite's migrations: add one.");
        Assert.False(postgres.Database.HasPendingModelChanges(), "The model differs from PostgreSQL's migrations: add one.");
    }

    [Fact]
    public void Every_migration_is_one_transaction()
    {
        using var sqlite = new SqliteDesignTimeContext().CreateDbContext([]);
        using var postgres = new PostgresDesignTimeContext().CreateDbContext([]);
        foreach (var context in new PortalDbContext[] { sqlite, postgres })
        {
            var generator = context.GetService<IMigrationsSqlGenerator>();
            var initializer = context.GetService<IModelRuntimeInitializer>();
            var assembly = context.GetService<IMigrationsAssembly>();
            foreach (var (id, type) in assembly.Migrations)
            {
                var migration = assembly.CreateMigration(type, context.Database.ProviderName!);
                Assert.All(generator.Generate(migration.UpOperations, initializer.Initialize(migration.TargetModel)), command =>
                    Assert.False(command.TransactionSuppressed, $"{id} is not one transaction, so that a kill in its middle leaves half of it: {command.CommandText}"));
            }
        }
    }
}
