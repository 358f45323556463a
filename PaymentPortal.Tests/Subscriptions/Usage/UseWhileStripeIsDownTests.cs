using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Outbox;
using PaymentPortal.Subscriptions.Usage;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.StripeNet;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Subscriptions.Usage;

/// <summary>Use is noted whatever becomes of Stripe, and counted there once when it is back.</summary>
public sealed class UseWhileStripeIsDownTests : IAsyncLifetime
{
    private Wire wire = null!;
    private PortalApp portal = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        wire = await Wire.LayAsync(address);
        portal = await PortalApp.StartAsync(new Dictionary<string, string> { ["urls"] = address.GetLeftPart(UriPartial.Authority), ["Stripe:ApiBase"] = wire.Address.AbsoluteUri, ["Stripe:Timeout"] = "00:00:01" });
    }

    public async ValueTask DisposeAsync()
    {
        wire.Answers = null;
        await portal.DisposeAsync();
        await wire.DisposeAsync();
    }

    [Fact]
    public async Task It_waits_without_using_up_attempts_and_is_counted_once()
    {
        var (shopper, customer) = await SubscribedAsync();
        wire.Answers = StripeWire.Error(503, "api_error");
        await UseAsync(shopper, 70_000, "one");
        await UseAsync(shopper, 50_000, "two");
        for (var round = 0; round < 12; round++)
        {
            await WaitsAsync();
            await DueNowAsync();
        }
        Assert.Equal(2, (await Service<UsageQueries>().OfUserAsync(shopper.UserId, Cancellation))!.Waiting);
        Assert.Equal(0, await CountedAsync(customer));

        wire.Answers = null;
        await ToldAsync();
        Assert.Equal(120_000, await CountedAsync(customer));
        Assert.Equal(0, (await Service<UsageQueries>().OfUserAsync(shopper.UserId, Cancellation))!.Waiting);
    }

    [Fact]
    public async Task An_answer_that_is_lost_again_and_again_counts_once()
    {
        var (shopper, customer) = await SubscribedAsync();
        wire.LosesAnswer = request => request.Path == "/v1/billing/meter_events";
        await UseAsync(shopper, 5, "one");
        for (var round = 0; round < 2; round++)
        {
            await WaitsAsync();
            await DueNowAsync();
        }
        Assert.Equal(5, await CountedAsync(customer));
        wire.LosesAnswer = _ => false;
        await ToldAsync();
        Assert.Equal(5, await CountedAsync(customer));
    }

    private async Task<(Shopper Shopper, string Customer)> SubscribedAsync()
    {
        var shopper = await Shopper.ComeAsync(portal);
        var step = await shopper.PayAsync((await shopper.StartAsync("pro_month_usd")).Value);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        await shopper.ConfirmAsync(step.Value);
        string? customer = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                return (customer = await context.Subscriptions.Where(s => s.OrganisationId == shopper.Organisation && s.Status == "active").Select(s => s.CustomerId).FirstOrDefaultAsync(Cancellation)) is not null;
            },
            () => "The plan did not begin.");
        return (shopper, customer!);
    }

    private async Task UseAsync(Shopper shopper, long quantity, string key)
    {
        var outcome = await Service<RecordUsage>().RunAsync(shopper.Organisation, "api_calls", quantity, key, TimeProvider.System.GetUtcNow(), Cancellation);
        Assert.True(outcome.IsDone, outcome.Refusal?.Sentence);
    }

    private async Task<decimal> CountedAsync(string customer)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;
        var meter = (string)Assert.Single(await portal.Sandbox.ListAsync("billing/meters"))["id"]!;
        var counted = await portal.Sandbox.GetAsync($"billing/meters/{meter}/event_summaries?customer={customer}&start_time={now - 3600}&end_time={now + 3600}");
        return counted["data"]!.AsArray().Sum(each => (decimal)each!["aggregated_value"]!);
    }

    /// <summary>Waits until the outbox has tried everything in vain, and counted no attempt.</summary>
    private Task WaitsAsync() => Eventually.TrueAsync(
        async () =>
        {
            await using var context = Shopper.Open(portal);
            var waiting = await context.OutboxMessages.Where(m => m.Effect == TellUse.EffectName && m.State != OutboxState.Done).ToListAsync(Cancellation);
            return waiting.Count > 0 && waiting.TrueForAll(m => m is { State: OutboxState.Pending, Attempts: 0, Error: not null, LeasedUntil: null } && m.DueAt > TimeProvider.System.GetUtcNow());
        },
        () => "The outbox does not wait.");

    private Task ToldAsync() => Eventually.TrueAsync(
        async () =>
        {
            await DueNowAsync();
            await using var context = Shopper.Open(portal);
            return !await context.OutboxMessages.AnyAsync(m => m.Effect == TellUse.EffectName && m.State != OutboxState.Done, Cancellation);
        },
        () => "Stripe was not told.");

    private async Task DueNowAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var context = Shopper.Open(portal);
        await context.OutboxMessages.Where(m => m.Effect == TellUse.EffectName && m.State == OutboxState.Pending && m.LeasedUntil == null).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, now), Cancellation);
        Service<OutboxSignal>().Wake();
    }

    private T Service<T>()
        where T : notnull => portal.Services.GetRequiredService<T>();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
