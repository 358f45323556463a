using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Checkout.Live;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.StripeNet;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Gateway;

/// <summary>The whole portal while Stripe fails, hangs or is gone: what is ours can be read, what needs Stripe says so, and nothing is left half-written.</summary>
public sealed class StripeDownTests : IAsyncLifetime
{
    private const string Pro = "pro_month_usd";

    private Wire wire = null!;
    private PortalApp portal = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StripeHealth Health => portal.Services.GetRequiredService<StripeHealth>();

    public async ValueTask InitializeAsync() => await StartAsync("00:00:01");

    private async Task StartAsync(string timeout)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        wire = await Wire.LayAsync(address);
        portal = await PortalApp.StartAsync(new Dictionary<string, string>
        {
            ["urls"] = address.GetLeftPart(UriPartial.Authority),
            ["Stripe:ApiBase"] = wire.Address.AbsoluteUri,
            ["Stripe:Timeout"] = timeout,
            ["Sandbox:WebhookUrl"] = "none",
        });
    }

    public async ValueTask DisposeAsync()
    {
        wire.Answers = null;
        await portal.DisposeAsync();
        await wire.DisposeAsync();
    }

    [Theory]
    [InlineData("fails")]
    [InlineData("hangs")]
    [InlineData("hangs up")]
    public async Task Paying_says_so_reading_goes_on_and_once_Stripe_is_back_the_same_order_is_paid_once(string failure)
    {
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var admin = await Member.AddAsync(portal, Roles.Admin);
        var visitor = portal.NewClient();
        await new Visitor(visitor).SignInAsync(admin.Email, Member.Password);
        Assert.Equal("ready", await ReadyAsync());
        wire.Answers = failure switch { "fails" => StripeWire.Error(500, "api_error"), "hangs" => StripeWire.Hangs, _ => StripeWire.DropsTheConnection };

        var refused = await shopper.PayAsync(purchase, total: 14900);
        Assert.Equal(StripeFault.Unreachable, refused.Refusal?.Code);
        Assert.Contains("cannot be reached right now", refused.Refusal?.Sentence, StringComparison.Ordinal);
        var row = await shopper.FindAsync(purchase);
        Assert.Equal((PurchaseState.Open, null, null, null), (row.State, row.SubscriptionId, row.InvoiceId, row.PaymentId));

        await Eventually.TrueAsync(() => Health.DownSince is not null, "Nobody noticed.");
        Assert.StartsWith($"ready; Stripe does not answer since {Health.DownSince:u}", await ReadyAsync(), StringComparison.Ordinal);
        var health = await visitor.GetStringAsync("admin/health", Cancellation);
        Assert.Contains("One thing needs a look", health, StringComparison.Ordinal);
        Assert.Contains("Payments, refunds and changes of plans wait; what is stored here can be read", health, StringComparison.Ordinal);
        foreach (var path in (string[])["pricing", "account/sign-in", "health/live"])
            Assert.Equal(HttpStatusCode.OK, (await portal.Http.GetAsync(path, Cancellation)).StatusCode);
        var asked = TimeProvider.System.GetTimestamp();
        Assert.Equal(StripeFault.Unreachable, (await shopper.PayAsync(purchase, total: 14900)).Refusal?.Code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(8));

        wire.Answers = null;
        await AsksAgainAsync();
        Assert.Equal("ready", await ReadyAsync());
        Assert.Contains("Everything that the portal needs is well", await visitor.GetStringAsync("admin/health", Cancellation), StringComparison.Ordinal);
        await PaysOnceAsync(shopper, purchase);
    }

    [Theory]
    [InlineData("takes nothing")]
    [InlineData("does it and says nothing")]
    public async Task Somebody_who_pays_while_Stripe_hangs_is_told_within_seconds_and_is_charged_once_when_he_tries_again(string hang)
    {
        await portal.DisposeAsync();
        await wire.DisposeAsync();
        await StartAsync($"{new StripeOptions().Timeout:c}");
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        if (hang == "takes nothing")
            wire.Answers = StripeWire.Hangs;
        else
            wire.HoldsAnswer = request => HttpMethods.IsPost(request.Method) && request.Path == "/v1/subscriptions";

        var pressed = TimeProvider.System.GetTimestamp();
        var told = await shopper.PayAsync(purchase, total: 14900);
        Assert.InRange(TimeProvider.System.GetElapsedTime(pressed), TimeSpan.FromSeconds(1), StripePatience.Limit + TimeSpan.FromSeconds(4));
        Assert.Equal(hang == "takes nothing" ? StripeFault.Unreachable : StripeFault.Busy, told.Refusal?.Code);
        Assert.True(Health.IsInDoubt);

        (wire.Answers, wire.HoldsAnswer) = (null, _ => false);
        await AsksAgainAsync();
        await PaysOnceAsync(shopper, purchase);
    }

    [Fact]
    public async Task Somebody_who_pays_while_Stripe_asks_to_wait_and_wait_is_told_that_it_is_busy()
    {
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        wire.Answers = StripeWire.Error(429, "invalid_request_error", "rate_limit", ("Retry-After", "5"));
        var pressed = TimeProvider.System.GetTimestamp();
        Assert.Equal(StripeFault.Busy, (await shopper.PayAsync(purchase, total: 14900)).Refusal?.Code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(pressed), TimeSpan.Zero, StripePatience.Limit + TimeSpan.FromSeconds(4));
        Assert.Equal((null, false), (Health.DownSince, Health.IsInDoubt));
    }

    [Fact]
    public async Task Who_leaves_while_Stripe_hangs_says_nothing_about_it()
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => portal.Services.GetRequiredService<StripePatience>().RunAsync<string>(
            async waiting =>
            {
                await Task.Delay(Timeout.Infinite, waiting);
                return "never";
            },
            leaving.Token));
        Assert.False(Health.IsInDoubt);
    }

    [Fact]
    public async Task A_person_who_presses_pay_while_Stripe_is_busy_waits_a_moment_and_is_served()
    {
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(Pro)).Value;
        var tooMany = 0;
        wire.Answers = async http =>
        {
            if (Interlocked.Increment(ref tooMany) == 2)
                wire.Answers = null;
            await StripeWire.Error(429, "invalid_request_error", "rate_limit", ("Retry-After", "1"))(http);
        };
        var step = await shopper.PayAsync(purchase);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        Assert.Equal(2, tooMany);
        Assert.Single(await portal.Sandbox.ListAsync("customers"));
    }

    [Fact]
    public async Task An_event_of_another_version_waits_for_Stripe_without_using_up_its_attempts_while_others_are_applied()
    {
        var odd = await portal.Sandbox.PostAsync("customers", ("name", "Ada"));
        var plain = await portal.Sandbox.PostAsync("customers", ("name", "Grace"));
        wire.Answers = StripeWire.Error(503, "api_error");

        var old = odd.DeepClone().AsObject();
        old["name"] = "As an older version of the API tells it";
        using var accepted = await portal.PostEventAsync(StripePost.Event("customer.updated", old, "2020-08-27"));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        await WaitsAsync((string)odd["id"]!);
        using var other = await portal.PostEventAsync(StripePost.Event("customer.updated", plain));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await Eventually.TrueAsync(async () => await NameAsync(plain) == "Grace", () => "The other event was not applied.");

        // As long as it may take
        for (var round = 0; round < 10; round++)
        {
            await DueNowAsync();
            await WaitsAsync((string)odd["id"]!);
        }
        Assert.Null(await NameAsync(odd));

        wire.Answers = null;
        await Eventually.TrueAsync(async () => await NameAsync(odd) == "Ada", () => "The object was not fetched once Stripe was back.");
        await using var context = Shopper.Open(portal);
        Assert.All(await context.InboxEntries.ToListAsync(Cancellation), entry => Assert.InRange(entry.Attempts, 0, 1));
        Assert.False(await context.InboxEntries.AnyAsync(entry => entry.State == InboxState.Parked, Cancellation));
    }

    [Fact]
    public async Task What_the_key_may_not_read_is_parked_with_the_reason_and_holds_up_no_other()
    {
        var barred = await portal.Sandbox.PostAsync("customers", ("name", "Ada"));
        var plain = await portal.Sandbox.PostAsync("customers", ("name", "Grace"));
        wire.Bars = request => request.Path.Value!.EndsWith((string)barred["id"]!, StringComparison.Ordinal);
        using var first = await portal.PostEventAsync(StripePost.Event("customer.updated", barred, "2020-08-27"));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await Eventually.TrueAsync(async () => (await EntryAsync(barred)).Attempts > 0, () => "Nobody has asked.");
        using var second = await portal.PostEventAsync(StripePost.Event("customer.updated", plain, "2020-08-27"));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        await Eventually.TrueAsync(async () => await NameAsync(plain) == "Grace", () => "The other object waits for the one that may not be read.");
        await Eventually.TrueAsync(
            async () =>
            {
                await DueNowAsync();
                return (await EntryAsync(barred)).State == InboxState.Parked;
            },
            () => "It is tried without end.",
            TimeSpan.FromMinutes(1));
        Assert.Contains("does not let the portal's key read this customer", (await EntryAsync(barred)).Error, StringComparison.Ordinal);

        async Task<InboxEntry> EntryAsync(System.Text.Json.Nodes.JsonObject about)
        {
            await using var context = Shopper.Open(portal);
            return await context.InboxEntries.AsNoTracking().SingleAsync(entry => entry.ObjectId == (string)about["id"]! && entry.Source == InboxSource.Event, Cancellation);
        }
    }

    [Fact]
    public async Task A_Stripe_that_hangs_holds_up_only_the_object_that_it_is_asked_for()
    {
        await DisposeAsync();
        await StartAsync("00:01:20");
        var odd = await portal.Sandbox.PostAsync("customers", ("name", "Ada"));
        var plain = await portal.Sandbox.PostAsync("customers", ("name", "Grace"));
        var asked = new TaskCompletionSource();
        wire.Answers = async http =>
        {
            asked.TrySetResult();
            await StripeWire.Hangs(http);
        };
        using var accepted = await portal.PostEventAsync(StripePost.Event("customer.updated", odd, "2020-08-27"));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        using var other = await portal.PostEventAsync(StripePost.Event("customer.updated", plain));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await Eventually.TrueAsync(async () => await NameAsync(plain) == "Grace", () => "The other event waits for Stripe.", TimeSpan.FromSeconds(30));
        Assert.Null(await NameAsync(odd));
    }

    [Fact]
    public async Task A_start_while_Stripe_is_gone_opens_with_what_the_last_one_knew()
    {
        using var folder = new TemporaryFolder();
        var stripe = await LiveStripe.StartAsync();
        var settings = new Dictionary<string, string>(stripe.Settings) { ["Data:Directory"] = folder.Path };
        await using (await PortalApp.StartAsync(settings))
        {
            await stripe.DisposeAsync();
        }

        await using var again = await PortalApp.StartAsync(settings);
        var shopper = await Shopper.ComeAsync(again);
        await Eventually.TrueAsync(() => again.Services.GetRequiredService<StripeHealth>().DownSince is not null, "Nobody noticed.");
        Assert.Contains("Stripe does not answer", await again.Http.GetStringAsync("health/ready", Cancellation), StringComparison.Ordinal);
        var refused = await shopper.PayAsync((await shopper.StartAsync(Pro)).Value, total: 14_900);
        Assert.Equal(StripeFault.Unreachable, refused.Refusal?.Code);
        Assert.DoesNotContain(again.Log.Entries, entry => entry.Exception is not null);
    }

    private Task AsksAgainAsync() => Eventually.TrueAsync(() => Health is { DownSince: null, IsInDoubt: false }, "Stripe was not asked again.");

    /// <summary>Tries again, and nothing is left of the first attempt.</summary>
    private async Task PaysOnceAsync(Shopper shopper, PurchaseId purchase)
    {
        var step = await shopper.PayAsync(purchase);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        await shopper.ConfirmAsync(step.Value);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync());
        Assert.Single(await portal.Sandbox.ListAsync("customers"));
        Assert.Single(await portal.Sandbox.ListAsync("subscriptions", ("status", "all")));
        Assert.DoesNotContain(portal.Log.Entries, entry => entry.Exception is not null);
    }

    private Task<string> ReadyAsync() => portal.Http.GetStringAsync("health/ready", Cancellation);

    private async Task<string?> NameAsync(System.Text.Json.Nodes.JsonObject customer)
    {
        var id = (string)customer["id"]!;
        await using var context = Shopper.Open(portal);
        return await context.Customers.Where(row => row.Id == id).Select(row => row.Name).FirstOrDefaultAsync(Cancellation);
    }

    /// <summary>Waits until the worker has looked at the object's entry, and found that only Stripe can say more.</summary>
    private async Task WaitsAsync(string id)
    {
        var now = TimeProvider.System.GetUtcNow();
        InboxEntry? entry = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                entry = await context.InboxEntries.AsNoTracking().SingleAsync(each => each.ObjectId == id, Cancellation);
                return entry is { State: InboxState.Pending, Error: not null } && entry.DueAt > now;
            },
            () => $"The entry is {entry?.State}, due {entry?.DueAt}, with the error '{entry?.Error}'.");
        Assert.Equal(0, entry!.Attempts);
        Assert.Contains("cannot be reached right now", entry.Error, StringComparison.Ordinal);
    }

    private async Task DueNowAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var context = Shopper.Open(portal);
        await context.InboxEntries.Where(entry => entry.State == InboxState.Pending).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.DueAt, now), Cancellation);
        portal.Services.GetRequiredService<InboxSignal>().Wake();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
