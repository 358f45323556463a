using System.Diagnostics;
using System.Text.Json.Nodes;
using PaymentPortal.Tests.Sandbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Benchmarks;

/// <summary>How fast the sandbox is. The small form runs with the suite and holds loose bounds; the whole one is asked for by name.</summary>
[Collection(nameof(Measured))]
public sealed class SandboxBenchmark(ITestOutputHelper output)
{
    private const long Start = 1_735_732_800; // 1 January 2025, 12:00 UTC
    private const long Year = 365 * 86_400;

    [Fact]
    public async Task A_request_is_answered_within_milliseconds()
    {
        var median = await RequestsAsync(rounds: 20);
        Assert.InRange(median, TimeSpan.Zero, TimeSpan.FromMilliseconds(25));
    }

    [Fact]
    public async Task A_year_of_a_few_customers_passes_in_seconds()
    {
        var played = await YearAsync(customers: 20);
        Assert.InRange(played, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact(Explicit = true)]
    public async Task Whole()
    {
        await RequestsAsync(rounds: 20);
        var median = await RequestsAsync(rounds: 300);
        var played = await YearAsync(customers: 1000);
        Assert.True(median < TimeSpan.FromMilliseconds(5), $"A request takes {median.TotalMilliseconds:0.0} ms at the median, more than 5 ms.");
        Assert.True(played < TimeSpan.FromSeconds(60), $"A year of 1,000 customers takes {played.TotalSeconds:0} s, more than 60 s.");
    }

    /// <summary>What a purchase asks for, over and over, one request after the other; answers the median of all.</summary>
    private async Task<TimeSpan> RequestsAsync(int rounds)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=2900&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var times = new Dictionary<string, List<TimeSpan>>();
        async Task<Answer> TimedAsync(string what, Func<Task<Answer>> ask)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = (await ask()).Ok();
            if (!times.TryGetValue(what, out var taken))
                times[what] = taken = [];
            taken.Add(Stopwatch.GetElapsedTime(began));
            return answer;
        }

        for (var i = 0; i < rounds; i++)
        {
            var customer = (await TimedAsync("create a customer", () => sandbox.PostAsync("/v1/customers", $"email=c{i}@example.com&name=Ada&metadata[n]={i}", idempotencyKey: $"c{i}"))).Id;
            var method = (await TimedAsync("attach a card", () => sandbox.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}"))).Id;
            var subscription = await TimedAsync("subscribe and pay", () => sandbox.PostAsync("/v1/subscriptions",
                $"customer={customer}&items[0][price]={price}&default_payment_method={method}&expand[]=latest_invoice.payments"));
            Assert.Equal("active", subscription.Text("status"));
            await TimedAsync("read a subscription", () => sandbox.GetAsync($"/v1/subscriptions/{subscription.Id}?expand[]=customer&expand[]=latest_invoice"));
            await TimedAsync("list invoices", () => sandbox.GetAsync($"/v1/invoices?customer={customer}"));
            await TimedAsync("list events", () => sandbox.GetAsync("/v1/events?limit=10"));
            await TimedAsync("change a customer", () => sandbox.PostAsync($"/v1/customers/{customer}", "metadata[more]=1"));
        }
        foreach (var (what, taken) in times)
            output.WriteLine($"{what}: {Median(taken).TotalMilliseconds:0.00} ms at the median of {taken.Count}");
        var median = Median([.. times.Values.SelectMany(t => t)]);
        output.WriteLine($"all requests: {median.TotalMilliseconds:0.00} ms at the median");
        return median;
    }

    private static TimeSpan Median(List<TimeSpan> taken) => taken.Order().ElementAt(taken.Count / 2);

    /// <summary>Customers with a monthly plan, every tenth with a card that stops paying, let a year pass on one clock. The sandbox runs as it is run, in a process of its own.</summary>
    private async Task<TimeSpan> YearAsync(int customers)
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        var api = sandbox.Api;
        var price = Id(await api.PostAsync("prices", ("currency", "usd"), ("unit_amount", "2900"), ("recurring[interval]", "month"), ("product_data[name]", "Pro")));
        var clock = Id(await api.PostAsync("test_helpers/test_clocks", ("frozen_time", $"{Start}")));
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < customers; i++)
        {
            var card = i % 10 == 9 ? "pm_card_chargeCustomerFail" : "pm_card_visa";
            var customer = Id(await api.PostAsync("customers", ("test_clock", clock), ("name", $"c{i}")));
            var method = Id(await api.PostAsync($"payment_methods/{card}/attach", ("customer", customer)));
            await api.PostAsync("subscriptions", ("customer", customer), ("items[0][price]", price), ("default_payment_method", method), ("trial_period_days", "5"));
        }
        var set = Stopwatch.GetElapsedTime(began);
        began = Stopwatch.GetTimestamp();
        await api.AdvanceAsync(clock, Start + Year);
        var played = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"{customers} customers: set up in {set.TotalSeconds:0.0} s, a year in {played.TotalSeconds:0.0} s ({played.TotalMilliseconds / customers / 12:0.00} ms for each month of a customer)");
        return set + played;
    }

    private static string Id(JsonObject made) => (string)made["id"]!;
}
