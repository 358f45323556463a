using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PaymentPortal.Data;

namespace PaymentPortal.Tests.Support;

public sealed class TemplateDatabaseTests
{
    private int migrated;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Copies_start_equal_and_are_independent(DatabaseProvider provider)
    {
        await using var template = new TemplateDatabase(MigrateAsync);
        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => template.CopyAsync(provider)));
        foreach (var copy in copies)
        {
            await AskAsync(copy.Provider, copy.ConnectionString, "INSERT INTO plan VALUES ('second')");
            Assert.Equal(2, Convert.ToInt32(await AskAsync(copy.Provider, copy.ConnectionString, "SELECT count(*) FROM plan"), System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.Equal(1, migrated);
        foreach (var copy in copies)
            await copy.DisposeAsync();
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_copy_is_gone_when_its_test_is(DatabaseProvider provider)
    {
        await using var template = new TemplateDatabase(MigrateAsync);
        var copy = await template.CopyAsync(provider);
        await AskAsync(provider, copy.ConnectionString, "SELECT count(*) FROM plan");
        await copy.DisposeAsync();
        if (provider == DatabaseProvider.Sqlite)
            Assert.False(File.Exists(new SqliteConnectionStringBuilder(copy.ConnectionString).DataSource));
        else
            await Assert.ThrowsAsync<PostgresException>(() => AskAsync(provider, copy.ConnectionString, "SELECT 1"));
    }

    private async Task MigrateAsync(DatabaseProvider provider, string connectionString)
    {
        Interlocked.Increment(ref migrated);
        if (provider == DatabaseProvider.Sqlite)
            await AskAsync(provider, connectionString, "PRAGMA journal_mode = WAL");
        await AskAsync(provider, connectionString, "CREATE TABLE plan (name text)");
        await AskAsync(provider, connectionString, "INSERT INTO plan VALUES ('first')");
    }

    private static async Task<object?> AskAsync(DatabaseProvider provider, string connectionString, string question)
    {
        await using DbConnection connection = provider == DatabaseProvider.Sqlite ? new SqliteConnection(connectionString) : new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
