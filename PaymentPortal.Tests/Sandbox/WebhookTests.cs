using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PaymentPortal.Tests.Sandbox;

public sealed class WebhookTests : IAsyncLifetime
{
    private readonly Channel<(string Signature, string Body)> received = Channel.CreateUnbounded<(string, string)>();
    private WebApplication receiver = null!;
    private int refusals;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        receiver = builder.Build();
        receiver.MapPost("/hook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            if (Interlocked.Decrement(ref refusals) >= 0)
                return Results.StatusCode(500);
            await received.Writer.WriteAsync((request.Headers["Stripe-Signature"].ToString(), body));
            return Results.Ok();
        });
        await receiver.StartAsync();
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private string Hook => receiver.Urls.First() + "/hook";

    private async Task<(string Signature, string Body)> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await received.Reader.ReadAsync(patience.Token);
    }

    private static bool Holds((string Signature, string Body) one, string secret)
    {
        var parts = one.Signature.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        return parts["v1"] == Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{one.Body}")));
    }

    [Fact]
    public async Task Events_arrive_signed_and_are_then_delivered()
    {
        await using var sandbox = await SandboxHost.StartAsync(Hook);
        var customer = (await sandbox.PostAsync("/v1/customers", "name=Ada")).Ok().Id;
        var one = await NextAsync();
        Assert.True(Holds(one, "whsec_sandbox"));
        var told = JsonNode.Parse(one.Body)!;
        Assert.Equal(("customer.created", customer), (told["type"]!.ToString(), told["data"]!["object"]!["id"]!.ToString()));
    }

    [Fact]
    public async Task A_refused_event_is_sent_again_until_it_is_taken()
    {
        refusals = 3;
        await using var sandbox = await SandboxHost.StartAsync(Hook);
        (await sandbox.PostAsync("/v1/customers", "name=Ada")).Ok();
        Assert.Contains("customer.created", (await NextAsync()).Body);
        Assert.True(refusals < 0);
    }

    [Fact]
    public async Task What_was_not_delivered_survives_a_restart()
    {
        await using var sandbox = await SandboxHost.StartAsync("http://127.0.0.1:1/nobody");
        var customer = (await sandbox.PostAsync("/v1/customers", "name=Ada")).Ok().Id;
        Assert.Single((await sandbox.GetAsync("/v1/events?delivery_success=false")).Data);
        await sandbox.RestartAsync(Hook);
        Assert.Contains(customer, (await NextAsync()).Body);
        Assert.Equal("Ada", (await sandbox.GetAsync($"/v1/customers/{customer}")).Ok().Text("name"));
    }

    [Fact]
    public async Task An_endpoint_gets_its_own_events_under_its_own_secret()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var endpoint = (await sandbox.PostAsync("/v1/webhook_endpoints", $"url={Hook}&enabled_events[]=product.created")).Ok();
        Assert.Null((await sandbox.GetAsync($"/v1/webhook_endpoints/{endpoint.Id}")).Ok().Body["secret"]);
        (await sandbox.PostAsync("/v1/customers", "name=Ada")).Ok();
        (await sandbox.PostAsync("/v1/products", "name=Pro")).Ok();
        var one = await NextAsync();
        Assert.Contains("product.created", one.Body);
        Assert.True(Holds(one, endpoint.Text("secret")));
    }
}
