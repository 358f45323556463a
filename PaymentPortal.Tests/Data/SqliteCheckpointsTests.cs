using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Data;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Data;

/// <summary>SQLite's log is carried over beside those who write: each second, and ten times as often where the log is long.</summary>
public sealed class SqliteCheckpointsTests(Databases databases) : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private PortalTables tables = null!;
    private PortalDbContext writer = null!;
    private SqliteCheckpoints checkpoints = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        writer = await tables.Contexts.CreateDbContextAsync(Cancellation);
        await writer.Database.OpenConnectionAsync(Cancellation);
        await writer.Database.ExecuteSqlRawAsync("CREATE TABLE pages (content BLOB)", Cancellation);
        var readiness = new Readiness();
        readiness.SayDatabaseReady();
        checkpoints = new SqliteCheckpoints(tables.Contexts, readiness, time, NullLogger<SqliteCheckpoints>.Instance);
        await checkpoints.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await checkpoints.StopAsync(CancellationToken.None);
        checkpoints.Dispose();
        await writer.DisposeAsync();
        await tables.DisposeAsync();
    }

    [Fact]
    public async Task What_is_written_is_carried_over_each_second_and_ten_times_as_often_where_the_log_is_long()
    {
        await WriteAsync(megabytes: 16);
        await IsCarriedOverAfterASecondAndNotBeforeAsync();
        await WriteAsync(megabytes: 170);
        await IsCarriedOverAfterASecondAndNotBeforeAsync();
        await WriteAsync(megabytes: 1);
        await PassAsync(TimeSpan.FromMilliseconds(100));
        await IsCarriedOverAsync();
        await WriteAsync(megabytes: 1);
        await IsCarriedOverAfterASecondAndNotBeforeAsync();
    }

    private async Task IsCarriedOverAfterASecondAndNotBeforeAsync()
    {
        await PassAsync(TimeSpan.FromMilliseconds(900));
        var (written, carried) = Log();
        Assert.True(carried < written, "A log that is not long is carried over before its second is over.");
        await PassAsync(TimeSpan.FromMilliseconds(100));
        await IsCarriedOverAsync();
    }

    private Task WriteAsync(int megabytes) => writer.Database.ExecuteSqlAsync($"INSERT INTO pages VALUES (randomblob({megabytes * 1024 * 1024}))", Cancellation);

    /// <summary>Lets time pass once the service sleeps on it.</summary>
    private async Task PassAsync(TimeSpan span)
    {
        await Eventually.TrueAsync(() => time.WaitingTimers == 1, "The service does not sleep.");
        time.Advance(span);
    }

    private Task IsCarriedOverAsync() => Eventually.TrueAsync(() => Log() is var (written, carried) && carried == written, "The log is not carried over.");

    /// <summary>The log's pages, and how many of them are carried over, as its index says (https://www.sqlite.org/walformat.html, 2.1).</summary>
    private (uint Written, uint Carried) Log()
    {
        using var index = new FileStream(new SqliteConnectionStringBuilder(writer.Database.GetConnectionString()).DataSource + "-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[100];
        index.ReadExactly(header);
        return (BitConverter.ToUInt32(header, 16), BitConverter.ToUInt32(header, 96));
    }
}
