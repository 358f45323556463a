using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Benchmarks;

/// <summary>The limit: Kestrel, the signature, and SQLite with group commit and <c>synchronous=FULL</c>. It stores an event under its id and does nothing else.</summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    private readonly Channel<(string Id, string Body, TaskCompletionSource Stored)> waiting = Channel.CreateUnbounded<(string, string, TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TemporaryFolder folder = new();
    private readonly byte[] key;
    private readonly WebApplication app;
    private readonly Task writing;

    private BareEndpoint(string secret)
    {
        key = Encoding.UTF8.GetBytes(secret);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(TakeAsync);
        writing = Task.Run(WriteAsync);
    }

    public Uri Address => new(app.Urls.First());

    public static async Task<BareEndpoint> StartAsync(string secret)
    {
        var bare = new BareEndpoint(secret);
        await bare.app.StartAsync();
        return bare;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await writing;
        await app.DisposeAsync();
        folder.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream((int)(http.Request.ContentLength ?? 4096));
        await http.Request.Body.CopyToAsync(body);
        var content = body.GetBuffer().AsMemory(0, (int)body.Length);
        var header = http.Request.Headers["Stripe-Signature"].ToString().Split(',');
        var signed = HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(header[0][2..] + "."), .. content.Span]);
        if (!CryptographicOperations.FixedTimeEquals(signed, Convert.FromHexString(header[1][3..])))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        using var document = JsonDocument.Parse(content);
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Writer.TryWrite((document.RootElement.GetProperty("id").GetString()!, Encoding.UTF8.GetString(content.Span), stored));
        await stored.Task;
        http.Response.ContentLength = 0;
    }

    private async Task WriteAsync()
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Path, "bare.db"), Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE events (id TEXT PRIMARY KEY, body TEXT NOT NULL)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO events VALUES (@id, @body) ON CONFLICT (id) DO NOTHING";
        var (id, body) = (command.Parameters.Add("@id", SqliteType.Text), command.Parameters.Add("@body", SqliteType.Text));
        var batch = new List<TaskCompletionSource>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            command.Transaction = (SqliteTransaction)transaction;
            while (batch.Count < 256 && waiting.Reader.TryRead(out var one))
            {
                (id.Value, body.Value) = (one.Id, one.Body);
                await command.ExecuteNonQueryAsync();
                batch.Add(one.Stored);
            }
            await transaction.CommitAsync();
            batch.ForEach(stored => stored.SetResult());
            batch.Clear();
        }
    }
}
