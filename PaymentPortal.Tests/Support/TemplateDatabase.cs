using Microsoft.Data.Sqlite;
using Npgsql;
using PaymentPortal.Data;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// A database that is migrated once and then copied for every test that asks: on SQLite as a file, on PostgreSQL by <c>CREATE DATABASE ... TEMPLATE</c>
/// on the server that <see cref="ServerVariable"/> names. Where it names none, a test that asks for PostgreSQL is skipped with that reason.
/// </summary>
/// <param name="migrate">Brings an empty database to its present shape.</param>
public sealed class TemplateDatabase(Func<DatabaseProvider, string, Task> migrate) : IAsyncDisposable
{
    public const string ServerVariable = "PAYMENTPORTAL_TEST_POSTGRES";

    private static int lastNumber;

    private readonly TemporaryFolder folder = new();
    private readonly SemaphoreSlim gate = new(1);
    private string? sqliteTemplate;
    private string? postgresTemplate;

    /// <summary>A fresh copy of the migrated database.</summary>
    public Task<TestDatabase> CopyAsync(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => CopySqliteAsync(),
        DatabaseProvider.Postgres => CopyPostgresAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "There is no such database."),
    };

    public async ValueTask DisposeAsync()
    {
        if (postgresTemplate is not null)
            await OnServerAsync($"DROP DATABASE {postgresTemplate} WITH (FORCE)");
        folder.Dispose();
        gate.Dispose();
    }

    private static string NextName() => $"paymentportal_test_{Environment.ProcessId}_{Interlocked.Increment(ref lastNumber)}";

    private static string Server()
    {
        var server = Environment.GetEnvironmentVariable(ServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{ServerVariable} names no PostgreSQL server to test on.");
        return server!;
    }

    private static async Task OnServerAsync(string command)
    {
        await using var connection = new NpgsqlConnection(Server());
        await connection.OpenAsync(CancellationToken.None);
        await using var asked = new NpgsqlCommand(command, connection);
        await asked.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static string OfDatabase(string name) => new NpgsqlConnectionStringBuilder(Server()) { Database = name }.ConnectionString;

    private static void ClosePostgres(string connectionString)
    {
        using var pool = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pool);
    }

    private static void CloseSqlite(string connectionString)
    {
        using var pool = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(pool);
    }

    private async Task<TestDatabase> CopySqliteAsync()
    {
        var template = await OnceAsync(() => sqliteTemplate, MigrateSqliteAsync, path => sqliteTemplate = path);
        var path = Path.Combine(folder.Path, $"{NextName()}.db");
        File.Copy(template, path);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;
        return new TestDatabase(DatabaseProvider.Sqlite, connectionString, () =>
        {
            CloseSqlite(connectionString);
            foreach (var file in Directory.GetFiles(folder.Path, $"{Path.GetFileName(path)}*"))
                File.Delete(file);
            return ValueTask.CompletedTask;
        });
    }

    private async Task<string> MigrateSqliteAsync()
    {
        var path = Path.Combine(folder.Path, "template.db");
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;
        await migrate(DatabaseProvider.Sqlite, connectionString);
        await using (var connection = new SqliteConnection(connectionString))
        {
            await connection.OpenAsync(CancellationToken.None);
            // What still stands in the log beside the file would be missing from the copies
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync(CancellationToken.None);
        }
        CloseSqlite(connectionString);
        return path;
    }

    private async Task<TestDatabase> CopyPostgresAsync()
    {
        var template = await OnceAsync(() => postgresTemplate, MigratePostgresAsync, made => postgresTemplate = made);
        var name = NextName();
        await OnServerAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        var connectionString = OfDatabase(name);
        return new TestDatabase(DatabaseProvider.Postgres, connectionString, async () =>
        {
            ClosePostgres(connectionString);
            await OnServerAsync($"DROP DATABASE {name} WITH (FORCE)");
        });
    }

    private async Task<string> MigratePostgresAsync()
    {
        var name = NextName();
        await OnServerAsync($"CREATE DATABASE {name}");
        await migrate(DatabaseProvider.Postgres, OfDatabase(name));
        // A database that somebody is connected to cannot be a template
        ClosePostgres(OfDatabase(name));
        return name;
    }

    private async Task<string> OnceAsync(Func<string?> made, Func<Task<string>> make, Action<string> keep)
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (made() is { } already)
                return already;
            var template = await make();
            keep(template);
            return template;
        }
        finally
        {
            gate.Release();
        }
    }
}
