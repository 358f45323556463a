using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Data;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>A subscription's life at the sandbox, told to the inbox in every kind of order: what the tables say in the end may not depend on it.</summary>
public sealed class AnyOrderTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 25)]
    [InlineData(DatabaseProvider.Postgres, 12)]
    public async Task A_subscriptions_life_gives_the_same_tables_in_whatever_order_it_is_told_and_however_often(DatabaseProvider provider, int orders)
    {
        var events = await LiveAsync();
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        await bench.ReceiveAsync(events.Select(bench.Entry));
        await bench.WorkAsync();
        var told = await bench.TablesAsync();
        Assert.Contains("\"canceled\"", told, StringComparison.Ordinal);
        Assert.Contains("\"Ada Lovelace, Countess\"", told, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(bench, "\"paid\"", "Invoices"));
        await bench.SaysTheSameAsync(events, orders);
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
        await stripe.AdvanceAsync(clock, begin + (33 * 86_400));
        await stripe.PostAsync($"subscriptions/{id}", ("cancel_at_period_end", "true"));
        await stripe.AdvanceAsync(clock, begin + (64 * 86_400));
        var all = await stripe.ListAsync("events");
        return [.. all.Where(e => e.ToJsonString().Contains(customer, StringComparison.Ordinal)
            || ((string?)e["type"])!.StartsWith("invoice_payment.", StringComparison.Ordinal)).Reverse()];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
