using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>A webhook endpoint that takes everything and remembers the order.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonObject> events = [];
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/hook";

    /// <summary>What arrived so far, with doubles.</summary>
    public IReadOnlyList<JsonObject> Events => [.. events];

    /// <summary>The names of the customers that arrived so far.</summary>
    public IReadOnlyList<string> Names => [.. events.Select(e => (string?)e["data"]!["object"]!["name"] ?? "")];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/hook", async (HttpRequest request) =>
        {
            receiver.events.Enqueue((await JsonNode.ParseAsync(request.Body))!.AsObject());
            return Results.Ok();
        });
        await app.StartAsync();
        return receiver;
    }

    public Task GotAsync(int count) => Eventually.TrueAsync(() => events.Count >= count, $"Fewer than {count} events arrived.");

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
