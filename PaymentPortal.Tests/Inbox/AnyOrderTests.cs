using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>A subscription's life at the sandbox, told to the inbox in every kind of order: what the tables say in the end may not depend on it.</summary>
public sealed class AnyOrderTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 60)]
    [InlineData(DatabaseProvider.Postgres, 12)]
    public async Task A_subscriptions_life_gives_the_same_tables_in_whatever_order_it_is_told_and_however_often(DatabaseProvider provider, int orders)
    {
        await TellAsync(provider, orders, await LiveAsync(), async bench =>
        {
            var expected = await bench.TablesAsync();
            Assert.Contains("\"canceled\"", expected, StringComparison.Ordinal);
            Assert.Contains("\"Ada Lovelace, Countess\"", expected, StringComparison.Ordinal);
            Assert.Equal(2, await CountAsync(bench, "\"paid\"", "Invoices"));
        });
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 25)]
    [InlineData(DatabaseProvider.Postgres, 8)]
    public async Task A_whole_life_at_the_sandbox_gives_the_true_ledger_with_its_dates_in_whatever_order_it_is_told(DatabaseProvider provider, int orders)
    {
        var events = await LiveWhollyAsync();
        await TellAsync(provider, orders, events, async bench =>
        {
            await using var context = bench.Contexts.CreateDbContext();
            var ledger = (await context.Movements.AsNoTracking().OrderBy(m => m.At).ToListAsync(TestContext.Current.CancellationToken)).Select(WholeLife.Line).ToList();
            Assert.Equal(Truth(events), ledger);
            Assert.Equal(["New", "Expansion", "Churn", "Reactivation"], ledger.Select(line => line.Split(' ')[2]));
        });
    }

    private async Task TellAsync(DatabaseProvider provider, int orders, IReadOnlyList<JsonObject> events, Func<InboxBench, Task> check)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        await bench.ReceiveAsync(events.Select(bench.Entry));
        await bench.WorkAsync();
        var expected = await bench.TablesAsync();
        await check(bench);
        for (var order = 0; order < orders; order++)
        {
            var seed = Environment.TickCount + order;
            var random = new Random(seed);
            await bench.ForgetAsync();
            await bench.TellAsync(events, random);
            Assert.True(expected == await bench.TablesAsync(), $"Seed {seed}: the tables say otherwise.\n{await bench.TablesAsync()}\ninstead of\n{expected}");
            Assert.All(await bench.EntriesAsync(), entry => Assert.True(entry.State is InboxState.Done or InboxState.Ignored, $"Seed {seed}: {entry.Type} is {entry.State}: {entry.Error}"));
        }
    }

    private static async Task<int> CountAsync(InboxBench bench, string text, string table) =>
        JsonNode.Parse(await bench.TablesAsync())![table]!.AsArray().Count(row => row!.ToJsonString().Contains(text, StringComparison.Ordinal));

    /// <summary>Buys with a card that is declined first, renews, changes its mind and ends; gives the events, oldest first.</summary>
    private async Task<IReadOnlyList<JsonObject>> LiveAsync()
    {
        var stripe = portal.Sandbox;
        var begin = TimeProvider.System.GetUtcNow().AddDays(-60).ToUnixTimeSeconds();
        var clock = (string)(await stripe.PostAsync("test_helpers/test_clocks", ("frozen_time", Text(begin))))["id"]!;
        var customer = (string)(await stripe.PostAsync("customers", ("name", "Ada"), ("email", "ada@example.com"), ("test_clock", clock)))["id"]!;
        var price = (string)(await stripe.GetAsync("prices?lookup_keys[]=pro_month_usd"))["data"]![0]!["id"]!;
        var subscription = await stripe.PostAsync(
            "subscriptions",
            ("customer", customer), ("items[0][price]", price), ("payment_behavior", "default_incomplete"), ("payment_settings[save_default_payment_method]", "on_subscription"), ("expand[]", "latest_invoice.payments"));
        var id = (string)subscription["id"]!;
        var intent = (string)subscription["latest_invoice"]!["payments"]!["data"]![0]!["payment"]!["payment_intent"]!;
        await Assert.ThrowsAnyAsync<Exception>(() => stripe.PostAsync($"payment_intents/{intent}/confirm", ("payment_method", "pm_card_chargeDeclined")));
        await stripe.PostAsync($"payment_intents/{intent}/confirm", ("payment_method", "pm_card_visa"));
        await stripe.PostAsync($"customers/{customer}", ("name", "Ada Lovelace"));
        await stripe.PostAsync($"customers/{customer}", ("name", "Ada Lovelace, Countess"));
        await stripe.PostAsync($"test_helpers/test_clocks/{clock}/advance", ("frozen_time", Text(begin + (33 * 86_400))));
        await Eventually.TrueAsync(async () => (string?)(await stripe.GetAsync($"test_helpers/test_clocks/{clock}"))["status"] == "ready", () => "The clock did not arrive.");
        await stripe.PostAsync($"subscriptions/{id}", ("cancel_at_period_end", "true"));
        await stripe.PostAsync($"test_helpers/test_clocks/{clock}/advance", ("frozen_time", Text(begin + (64 * 86_400))));
        await Eventually.TrueAsync(async () => (string?)(await stripe.GetAsync($"test_helpers/test_clocks/{clock}"))["status"] == "ready", () => "The clock did not arrive.");
        var all = await stripe.ListAsync("events");
        return [.. all.Where(e => e.ToJsonString().Contains(customer, StringComparison.Ordinal)
            || ((string?)e["type"])!.StartsWith("invoice_payment.", StringComparison.Ordinal)).Reverse()];
    }

    /// <summary>A trial, paid, upgraded, a payment failed and recovered, paused, ended; then back. Gives the events, oldest first.</summary>
    private async Task<IReadOnlyList<JsonObject>> LiveWhollyAsync()
    {
        var stripe = portal.Sandbox;
        var now = TimeProvider.System.GetUtcNow().AddDays(-200).ToUnixTimeSeconds();
        var clock = (string)(await stripe.PostAsync("test_helpers/test_clocks", ("frozen_time", Text(now))))["id"]!;
        var customer = (string)(await stripe.PostAsync("customers", ("name", "Grace"), ("email", "grace@example.com"), ("test_clock", clock)))["id"]!;
        var (good, bad) = (await AttachAsync("pm_card_visa"), await AttachAsync("pm_card_chargeCustomerFail"));
        var (first, item) = await SubscribeAsync(("trial_period_days", "14"));
        await PassAsync(16);
        await stripe.PostAsync($"subscriptions/{first}", ("items[0][id]", item), ("items[0][price]", await PriceAsync("enterprise_month_usd")), ("proration_behavior", "none"));
        await stripe.PostAsync($"subscriptions/{first}", ("default_payment_method", bad));
        await PassAsync(31);
        Assert.Equal("past_due", (string?)(await stripe.GetAsync($"subscriptions/{first}"))["status"]);
        await stripe.PostAsync($"subscriptions/{first}", ("default_payment_method", good));
        var open = (string)(await stripe.ListAsync("invoices", ("subscription", first), ("status", "open")))[0]["id"]!;
        await stripe.PostAsync($"invoices/{open}/pay", ("payment_method", good));
        Assert.Equal("active", (string?)(await stripe.GetAsync($"subscriptions/{first}"))["status"]);
        await PassAsync(3);
        await stripe.PostAsync($"subscriptions/{first}", ("pause_collection[behavior]", "void"));
        await PassAsync(4);
        await stripe.PostAsync($"subscriptions/{first}", ("cancel_at", Text(now + 3600)));
        await PassAsync(1);
        Assert.Equal("canceled", (string?)(await stripe.GetAsync($"subscriptions/{first}"))["status"]);
        await PassAsync(10);
        await SubscribeAsync();
        return [.. (await stripe.ListAsync("events")).Where(e => e.ToJsonString().Contains(customer, StringComparison.Ordinal)).Reverse()];

        async Task<string> PriceAsync(string key) => (string)(await stripe.GetAsync($"prices?lookup_keys[]={key}"))["data"]![0]!["id"]!;

        async Task<string> AttachAsync(string method) => (string)(await stripe.PostAsync($"payment_methods/{method}/attach", ("customer", customer)))["id"]!;

        async Task<(string Id, string Item)> SubscribeAsync(params (string, string)[] more)
        {
            var made = await stripe.PostAsync("subscriptions", [("customer", customer), ("items[0][price]", await PriceAsync("pro_month_usd")), ("default_payment_method", good), .. more]);
            return ((string)made["id"]!, (string)made["items"]!["data"]![0]!["id"]!);
        }

        async Task PassAsync(int days)
        {
            now += days * 86_400;
            await stripe.PostAsync($"test_helpers/test_clocks/{clock}/advance", ("frozen_time", Text(now)));
            await Eventually.TrueAsync(async () => (string?)(await stripe.GetAsync($"test_helpers/test_clocks/{clock}"))["status"] == "ready", () => "The clock did not arrive.");
        }
    }

    /// <summary>The ledger by a plain reading of the events in the order in which they happened.</summary>
    private static List<string> Truth(IReadOnlyList<JsonObject> events)
    {
        var brings = new Dictionary<string, long>();
        var movements = new List<Movement>();
        foreach (var posted in events.Where(e => ((string)e["type"]!).StartsWith("customer.subscription.", StringComparison.Ordinal)))
        {
            var subscription = posted["data"]!["object"]!;
            var before = brings.Values.Sum();
            var counts = (string?)subscription["status"] is "active" or "past_due" && subscription["pause_collection"] is null;
            brings[(string)subscription["id"]!] = counts ? (long)subscription["items"]!["data"]![0]!["price"]!["unit_amount"]! * (long)subscription["items"]!["data"]![0]!["quantity"]! : 0;
            var after = brings.Values.Sum();
            if (after != before)
            {
                movements.Add(new Movement
                {
                    CustomerId = "",
                    Currency = "usd",
                    At = WholeLife.At(posted),
                    Amount = after - before,
                    Mrr = after,
                    IsPause = after < before && subscription["pause_collection"] is not null,
                    Kind = before == 0 ? movements.Count == 0 ? MovementKind.New : MovementKind.Reactivation : after == 0 ? MovementKind.Churn : after > before ? MovementKind.Expansion : MovementKind.Contraction,
                });
            }
        }
        return [.. movements.Select(WholeLife.Line)];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
