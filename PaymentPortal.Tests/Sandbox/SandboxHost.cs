using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PaymentPortal.Sandbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>The sandbox alone on a free port, its file in a folder of its own that outlives a restart of the host.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("sandbox-").FullName;
    private readonly HttpClient client = new();
    private WebApplication app = null!;
    private StripeProxy? proxy;
    private Uri own = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Settings of the sandbox beside the usual ones, by their names.</summary>
    private (string Key, string Value)[] settings = [];

    public static async Task<SandboxHost> StartAsync(string webhookUrl = "none", params (string Key, string Value)[] settings)
    {
        var host = new SandboxHost { settings = settings };
        await host.RunAsync(webhookUrl);
        return host;
    }

    /// <summary>Ends the host and starts it again.</summary>
    /// <param name="webhookUrl">Where events go from then on.</param>
    /// <param name="meanwhile">What is done to its file in between.</param>
    public async Task RestartAsync(string webhookUrl = "none", Action<string>? meanwhile = null)
    {
        await EndAsync();
        meanwhile?.Invoke(FilePath);
        await RunAsync(webhookUrl);
    }

    private async Task RunAsync(string webhookUrl)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = directory,
            ["Sandbox:WebhookUrl"] = webhookUrl,
            ["Sandbox:FirstRetryDelay"] = "00:00:00.020",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSandbox(builder.Configuration);
        app = builder.Build();
        app.UseSandbox();
        await app.StartAsync();
        own = new Uri(app.Urls.First());
        proxy = await StripeProxy.StartAsync(own);
        Address = proxy?.Address ?? own;
    }

    private async Task EndAsync()
    {
        try
        {
            await (proxy?.CheckAsync() ?? Task.CompletedTask);
        }
        finally
        {
            await app.DisposeAsync();
            await (proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    public Task<Answer> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, "", key);

    /// <summary>What objects name as the address of a list while the description that the proxy checks against has none there.</summary>
    public Task<Answer> GetNamedAsync(string url) => SendAsync(HttpMethod.Get, new Uri(own, url).AbsoluteUri, "");

    public Task<Answer> PostAsync(string path, string form = "", string? key = null, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, form, key, idempotencyKey);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, "");

    /// <summary>Where the sandbox itself listens: what is asked byte by byte is asked beside the proxy, which waits for whole requests.</summary>
    public Uri Itself => own;

    private async Task<Answer> SendAsync(HttpMethod method, string path, string form, string? key = null, string? idempotencyKey = null)
    {
        // What a page asks with the publishable key is not in the description that the proxy checks against
        using var request = new HttpRequestMessage(method, new Uri(key == Buyer.Page ? own : Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? "sk_test_sandbox");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (method == HttpMethod.Post)
            request.Content = new StringContent(form.Replace("[", "%5B").Replace("]", "%5D"), new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        // A large body waits for the server's word: refused and closed in its middle, the connection would break before the answer is read
        request.Headers.ExpectContinue = form.Length > 100_000;
        using var response = await client.SendAsync(request);
        return new((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject(), response.Headers);
    }

    /// <summary>Everything of a list, oldest first.</summary>
    public async Task<List<JsonObject>> AllAsync(string path)
    {
        var all = new List<JsonObject>();
        while (true)
        {
            var page = (await GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}limit=100{(all.Count > 0 ? "&starting_after=" + all[^1]["id"] : "")}")).Ok();
            all.AddRange(page.Data.Select(o => o!.AsObject()));
            if (page.Text("has_more") != "true")
                break;
        }
        all.Reverse();
        return all;
    }

    /// <summary>Sends a test clock to a time, as far at once as Stripe lets it go, and waits until it is there.</summary>
    public async Task AdvanceAsync(string clock, long to, int seconds = 30)
    {
        var at = (await GetAsync($"/v1/test_helpers/test_clocks/{clock}")).Ok().Number("frozen_time");
        for (var step = to - at; at < to;)
        {
            var answer = await PostAsync($"/v1/test_helpers/test_clocks/{clock}/advance", $"frozen_time={Math.Min(at + step, to)}");
            if (answer.Status == 400 && step > 1)
            {
                step /= 2;
                continue;
            }
            Assert.Equal("advancing", answer.Ok().Text("status"));
            at = Math.Min(at + step, to);
            var since = Stopwatch.StartNew();
            while ((await GetAsync($"/v1/test_helpers/test_clocks/{clock}")).Ok().Text("status") != "ready")
                Assert.True(since.Elapsed < TimeSpan.FromSeconds(seconds), "The clock does not arrive.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        try
        {
            await EndAsync();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public string FilePath => Path.Combine(directory, "sandbox.db");
}

public sealed record Answer(int Status, JsonObject Body, HttpResponseHeaders Headers)
{
    public string Id => Text("id");

    public JsonObject Error => Body["error"]!.AsObject();

    public string Text(string path) => At(path)?.ToString() ?? "";

    public long Number(string path) => At(path)!.GetValue<long>();

    public JsonArray Data => Body["data"]!.AsArray();

    public JsonNode? At(string path)
    {
        JsonNode? at = Body;
        foreach (var step in path.Split('.'))
            at = int.TryParse(step, out var index) ? at![index] : at![step];
        return at;
    }

    public Answer Ok() => Status == 200 ? this : throw new InvalidOperationException($"{Status}: {Body}");
}
