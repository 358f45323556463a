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
