using Microsoft.Data.Sqlite;
using Npgsql;
using PaymentPortal.Data;

namespace PaymentPortal.Tests.Support;

/// <summary>The address of a database that nobody has made yet.</summary>
public static class EmptyDatabase
{
    private static int lastNumber;

    /// <param name="provider">Which database. A test that asks for PostgreSQL is skipped where there is no server.</param>
    /// <param name="folder">Where SQLite's file is going to be.</param>
    public static TestDatabase Of(DatabaseProvider provider, TemporaryFolder folder)
    {
        var name = $"paymentportal_empty_{Environment.ProcessId}_{Interlocked.Increment(ref lastNumber)}";
        if (provider == DatabaseProvider.Sqlite)
        {
            var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Path, $"{name}.db"), Pooling = false }.ConnectionString;
            return new TestDatabase(provider, file, () => ValueTask.CompletedTask);
        }
        var server = Environment.GetEnvironmentVariable(TemplateDatabase.ServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{TemplateDatabase.ServerVariable} names no PostgreSQL server to test on.");
        var address = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;
        return new TestDatabase(provider, address, async () =>
        {
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        });
    }
}
