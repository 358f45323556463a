using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stripe;

namespace PaymentPortal.Tests.StripeNet;

/// <summary>A server on a free port that keeps what it is asked and gives the answers that a test lays out, the last one for ever.</summary>
internal sealed class StripeWire : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly TaskCompletionSource _firstReceived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<HttpContext, Task>[] _answers;
    private readonly WebApplication _app;
    private int _asked;

    private StripeWire(Func<HttpContext, Task>[] answers)
    {
        _answers = answers;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public IReadOnlyList<Received> Received => [.. _received];

    public Task FirstReceived => _firstReceived.Task;

    public string Address { get; private set; } = "";

    public static async Task<StripeWire> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        var wire = new StripeWire(answers);
        await wire._app.StartAsync();
        wire.Address = wire._app.Urls.Single();
        return wire;
    }

    public static Func<HttpContext, Task> Json(string body, int status = 200, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsync(body);
    };

    public static Func<HttpContext, Task> Error(int status, string type, string? code = null, params (string Name, string Value)[] headers) =>
        Json($$"""{"error":{"type":"{{type}}","code":{{(code is null ? "null" : $"\"{code}\"")}},"message":"No."} }""", status, headers);

    public static Task Hangs(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    public static Task DropsTheConnection(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public StripeClient Client(int maxNetworkRetries = 2, TimeSpan? timeout = null)
    {
        var http = SystemNetHttpClient.BuildDefaultSystemNetHttpClient();
        http.Timeout = timeout ?? http.Timeout;
        return new StripeClient("sk_test_wire", httpClient: new SystemNetHttpClient(http, maxNetworkRetries), apiBase: Address);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _received.Enqueue(new(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        _firstReceived.TrySetResult();
        var index = Interlocked.Increment(ref _asked) - 1;
        await _answers[Math.Min(index, _answers.Length - 1)](context);
    }
}

internal sealed record Received(string Method, string Target, string Body, Dictionary<string, string> Headers)
{
    /// <summary>The body's parameters, decoded, as <c>name=value</c>.</summary>
    public string[] Form =>
        [.. Body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => Uri.UnescapeDataString(pair.Replace('+', ' ')))];
}
