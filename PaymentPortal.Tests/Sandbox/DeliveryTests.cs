using System.Net;
using System.Net.Sockets;
using PaymentPortal.Sandbox.Webhooks;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

public sealed class DeliveryTests : IAsyncLifetime
{
    private const int Many = 40;

    private Receiver receiver = null!;
    private SandboxHost sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        sandbox = await SandboxHost.StartAsync(receiver.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await receiver.DisposeAsync();
    }

    private async Task MakeCustomersAsync()
    {
        for (var i = 0; i < Many; i++)
            (await sandbox.PostAsync("/v1/customers", $"name={i}")).Ok();
    }

    private async Task<Answer> SetAsync(string form) => (await sandbox.PostAsync("/sandbox/delivery", form)).Ok();

    private async Task NothingWaitsAsync() =>
        await Eventually.TrueAsync(async () => (await sandbox.GetAsync("/sandbox/delivery")).Number("waiting") == 0, () => "Something still waits to be delivered.");

    [Fact]
    public async Task Some_arrive_twice_and_count_as_delivered_afterwards()
    {
        await SetAsync("twice=0.5&seed=7");
        await MakeCustomersAsync();
        await NothingWaitsAsync();
        var arrivals = receiver.Names.GroupBy(n => n).Select(g => g.Count()).ToList();
        Assert.Equal(Many, arrivals.Count);
        Assert.Equal([1, 2], arrivals.Distinct().Order());
        Assert.InRange(arrivals.Count(n => n == 2), Many / 4, Many * 3 / 4);
        Assert.Empty((await sandbox.GetAsync("/v1/events?delivery_success=false")).Data);
    }

    [Fact]
    public async Task Some_never_arrive_and_the_list_of_events_names_exactly_those()
    {
        await SetAsync("never=0.25&seed=3");
        await MakeCustomersAsync();
        await NothingWaitsAsync();
        var missing = Enumerable.Range(0, Many).Select(i => $"{i}").Except(receiver.Names).Order();
        var undelivered = (await sandbox.GetAsync("/v1/events?delivery_success=false&limit=100&types[]=customer.created")).Data;
        Assert.NotEmpty(undelivered);
        Assert.Equal(missing, undelivered.Select(e => e!["data"]!["object"]!["name"]!.ToString()).Order());
    }

    [Fact]
    public async Task Some_are_overtaken_by_later_ones()
    {
        await SetAsync("out_of_order=0.5&out_of_order_within_ms=400&seed=5");
        await MakeCustomersAsync();
        await NothingWaitsAsync();
        var order = receiver.Names.Select(int.Parse).ToList();
        Assert.Equal(Enumerable.Range(0, Many), order.Order());
        // Eight are under way at once, so that neighbours may change places anyway.
        Assert.Contains(order, n => order.IndexOf(n) > n + 8);
    }

    [Fact]
    public async Task Late_ones_arrive_not_before_their_time()
    {
        await SetAsync("late=1&late_by_ms=86400000");
        (await sandbox.PostAsync("/v1/customers", "name=late")).Ok();
        await SetAsync("late=0");
        (await sandbox.PostAsync("/v1/customers", "name=soon")).Ok();
        await receiver.GotAsync(1);
        Assert.Equal(["soon"], receiver.Names);
        Assert.Equal(1, (await sandbox.GetAsync("/sandbox/delivery")).Number("waiting"));
    }

    [Fact]
    public async Task While_it_is_paused_nothing_leaves_and_then_everything_does()
    {
        await SetAsync("paused=true");
        await MakeCustomersAsync();
        Assert.Equal(Many, (await sandbox.GetAsync("/sandbox/delivery")).Number("waiting"));
        Assert.Empty(receiver.Events);
        await SetAsync("paused=false");
        await receiver.GotAsync(Many);
    }

    [Fact]
    public async Task An_endpoint_that_never_answers_holds_up_no_other_and_is_forgotten_when_it_is_deleted()
    {
        await using var patient = await SandboxHost.StartAsync(receiver.Url, ("Sandbox:DeliveryTimeout", "01:00:00"));
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var endpoint = (await patient.PostAsync("/v1/webhook_endpoints", $"url=http://{silent.LocalEndpoint}/hook&enabled_events[]=*")).Ok().Id;
        for (var i = 0; i < Many; i++)
            (await patient.PostAsync("/v1/customers", $"name={i}")).Ok();
        await receiver.GotAsync(Many);
        Assert.Equal(Enumerable.Range(0, Many), receiver.Names.Select(int.Parse).Order());
        (await patient.DeleteAsync($"/v1/webhook_endpoints/{endpoint}")).Ok();
        (await patient.PostAsync("/v1/customers", "name=last")).Ok();
        // Only what was under way when it was deleted still waits for its answer.
        var waiting = 0L;
        await Eventually.TrueAsync(async () => (waiting = (await patient.GetAsync("/sandbox/delivery")).Number("waiting")) == 8, () => $"{waiting} wait for an endpoint that is gone.");
        Assert.Contains("last", receiver.Names);
    }

    [Theory]
    [InlineData("late=1.5", "late")]
    [InlineData("late=-1", "late")]
    [InlineData("late=NaN", "late")]
    [InlineData("late_by_ms=99999999999999999", "late_by_ms")]
    [InlineData("never=", "never")]
    [InlineData("paused=maybe", "paused")]
    [InlineData("nonsense=1", "nonsense")]
    [InlineData("late[a]=1", "late")]
    public async Task A_setting_that_makes_no_sense_changes_nothing(string form, string param)
    {
        var refused = await sandbox.PostAsync("/sandbox/delivery", "twice=0.5&" + form);
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        Assert.Equal("0", (await sandbox.GetAsync("/sandbox/delivery")).Text("twice"));
    }

    [Fact]
    public async Task Only_the_secret_key_opens_it()
    {
        Assert.Equal(403, (await sandbox.GetAsync("/sandbox/delivery", Buyer.Page)).Status);
        Assert.Equal(401, (await sandbox.GetAsync("/sandbox/delivery", "sk_test_wrong")).Status);
    }

    [Fact]
    public void The_same_seed_has_the_same_fate_and_another_has_another()
    {
        static List<Fate> Fates(long seed)
        {
            var options = new DeliveryOptions { Late = 0.3, Twice = 0.3, Never = 0.1, OutOfOrder = 0.3, Seed = seed };
            return [.. Enumerable.Range(1, 2000).Select(n => Fate.Of(options, n, 0))];
        }

        var once = Fates(11);
        Assert.Equal(once, Fates(11));
        Assert.NotEqual(once, Fates(12));
        Assert.InRange(once.Count(f => !f.Arrives), 140, 260);
        Assert.InRange(once.Count(f => f.Arrives && f.Copies != Copies.One), 440, 640);
        Assert.Equal([Copies.One, Copies.TwoInTurn, Copies.TwoAtOnce], once.Select(f => f.Copies).Distinct().Order());
    }

    [Fact]
    public async Task Events_can_be_read_onwards_from_the_last_one_known()
    {
        await MakeCustomersAsync();
        var newestFirst = (await sandbox.GetAsync("/v1/events?limit=100")).Data.Select(e => e!["id"]!.ToString()).ToList();
        var known = newestFirst[^1];
        var caughtUp = new List<string> { known };
        while (true)
        {
            var page = (await sandbox.GetAsync($"/v1/events?limit=7&ending_before={known}")).Ok();
            var oldestFirst = page.Data.Select(e => e!["id"]!.ToString()).Reverse().ToList();
            caughtUp.AddRange(oldestFirst);
            if (!page.Body["has_more"]!.GetValue<bool>())
                break;
            known = oldestFirst[^1];
        }
        Assert.Equal(newestFirst.AsEnumerable().Reverse(), caughtUp);
    }
}
