using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

public sealed class InvoiceTotalsTests : SandboxTests
{
    private static long Sum(JsonNode? list) => list!.AsArray().Sum(x => x!["amount"]!.GetValue<long>());

    private static long Exclusive(JsonNode? taxes) => taxes!.AsArray().Where(t => t!["tax_behavior"]!.ToString() == "exclusive").Sum(t => t!["amount"]!.GetValue<long>());

    /// <summary>What must be true of every invoice, whatever is on it.</summary>
    private static void CheckSums(Answer invoice, string where)
    {
        var lines = invoice.At("lines.data")!.AsArray().Select(l => l!).ToList();
        var amount = lines.Sum(l => l["amount"]!.GetValue<long>());
        var off = lines.Sum(l => Sum(l["discount_amounts"]));
        Assert.True(invoice.Number("total") == amount - off + lines.Sum(l => Exclusive(l["taxes"])), where + ": total");
        Assert.True(off == Sum(invoice.At("total_discount_amounts")), where + ": discounts");
        Assert.True(lines.Sum(l => Sum(l["taxes"])) == Sum(invoice.At("total_taxes")), where + ": taxes");
        Assert.True(invoice.Number("total_excluding_tax") == invoice.Number("total") - Sum(invoice.At("total_taxes")), where + ": without tax");
        foreach (var discount in invoice.At("total_discount_amounts")!.AsArray())
        {
            var parts = lines.SelectMany(l => l["discount_amounts"]!.AsArray()).Where(d => d!["discount"]!.ToString() == discount!["discount"]!.ToString()).Sum(d => d!["amount"]!.GetValue<long>());
            Assert.True(discount!["amount"]!.GetValue<long>() == parts, where + ": a discount's parts");
        }
        Assert.All(lines.Where(l => l["amount"]!.GetValue<long>() >= 0), l => Assert.True(Sum(l["discount_amounts"]) <= l["amount"]!.GetValue<long>(), where + ": more off than there was"));
        Assert.True(invoice.Number("starting_balance") + invoice.Number("total") == invoice.Number("ending_balance") + invoice.Number("amount_due"), where + ": balance");
    }

    [Fact]
    public async Task The_parts_of_random_invoices_always_sum_to_their_totals()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var rates = new List<(string Id, decimal Percentage, bool Inclusive)>();
        foreach (var (percentage, inclusive) in new[] { (20m, false), (8.875m, false), (19m, true), (0m, false), (7.7m, true), (99.9999m, false) })
            rates.Add((await IdAsync("/v1/tax_rates", $"display_name=T&percentage={percentage}&inclusive={(inclusive ? "true" : "false")}"), percentage, inclusive));
        foreach (var currency in Enumerable.Range(0, 40).Select(i => new[] { "usd", "jpy", "kwd", "huf" }[i % 4]))
        {
            var coupons = new List<string>();
            for (var i = 0; i < random.Next(0, 4); i++)
                coupons.Add(await IdAsync("/v1/coupons", random.Next(2) == 0 ? $"percent_off={random.Next(1, 100)}.{random.Next(0, 99):00}" : $"amount_off={random.Next(1, 50_000)}&currency={currency}"));
            var customer = await IdAsync("/v1/customers", $"name=Random");
            if (random.Next(3) == 0)
                (await sandbox.PostAsync($"/v1/customers/{customer}/balance_transactions", $"currency={currency}&amount={random.Next(1, 60_000) * (random.Next(2) == 0 ? 1 : -1)}")).Ok();
            var invoice = await IdAsync("/v1/invoices", $"customer={customer}&currency={currency}&collection_method=send_invoice&days_until_due=9&default_tax_rates[0]={rates[random.Next(rates.Count)].Id}"
                + string.Concat(coupons.Take(2).Select((c, i) => $"&discounts[{i}][coupon]={c}")));
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var own = random.Next(3) == 0 ? $"&tax_rates[0]={rates[random.Next(rates.Count)].Id}" : "";
                var discounted = coupons.Count > 2 && random.Next(2) == 0 ? $"&discounts[0][coupon]={coupons[2]}" : "";
                (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&currency={currency}&description=x&amount={(random.Next(6) == 0 ? -random.Next(1, 20_000) : random.Next(0, 200_000))}{own}{discounted}")).Ok();
            }
            var final = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok();
            CheckSums(final, $"Seed {seed}, {final.Body.ToJsonString()}");
            foreach (var line in final.At("lines.data")!.AsArray())
            {
                var net = line!["amount"]!.GetValue<long>() - Sum(line["discount_amounts"]);
                foreach (var tax in line["taxes"]!.AsArray())
                {
                    var rate = rates.Find(r => r.Id == tax!["tax_rate_details"]!["tax_rate"]!.ToString());
                    var expected = Math.Round(net * rate.Percentage / (rate.Inclusive ? 100 + rate.Percentage : 100), MidpointRounding.AwayFromZero);
                    Assert.True(expected == tax!["amount"]!.GetValue<long>(), $"Seed {seed}: {rate} of {net} is {expected}, not {tax["amount"]}.");
                }
            }
        }
    }

    [Fact]
    public async Task A_credit_that_outweighs_the_rest_goes_to_the_balance()
    {
        var customer = await IdAsync("/v1/customers", "name=A");
        var invoice = await IdAsync("/v1/invoices", $"customer={customer}&currency=usd");
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&currency=usd&amount=1000")).Ok();
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&currency=usd&amount=-2500")).Ok();
        var final = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok();
        Assert.Equal((-1500, 0, -1500, "paid"), (final.Number("total"), final.Number("amount_due"), final.Number("ending_balance"), final.Text("status")));
        Assert.Equal(-1500, (await sandbox.GetAsync($"/v1/customers/{customer}")).Number("balance"));
    }

    [Fact]
    public async Task Inclusive_tax_shrinks_with_the_discount_and_the_subtotal_without_tax_does_not()
    {
        var rate = await IdAsync("/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=true");
        var customer = await IdAsync("/v1/customers", "name=A");
        var invoice = await IdAsync("/v1/invoices", $"customer={customer}&currency=usd&default_tax_rates[0]={rate}&discounts[0][coupon]={await IdAsync("/v1/coupons", "percent_off=50")}");
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&currency=usd&amount=12000")).Ok();
        var draft = await sandbox.GetAsync($"/v1/invoices/{invoice}");
        Assert.Equal((12_000, 10_000, 6_000, 5_000), (draft.Number("subtotal"), draft.Number("subtotal_excluding_tax"), draft.Number("total"), draft.Number("total_excluding_tax")));
        Assert.Equal(1_000, draft.Number("total_taxes.0.amount"));
    }

    [Fact]
    public async Task An_invoice_without_a_place_waits_for_it_and_nothing_is_half_final()
    {
        (await sandbox.PostAsync("/v1/tax/settings", "head_office[address][country]=DE")).Ok();
        (await sandbox.PostAsync("/v1/tax/registrations", "country=DE&active_from=now&country_options[de][type]=standard&country_options[de][standard][place_of_supply_scheme]=standard")).Ok();
        var customer = await IdAsync("/v1/customers", "name=A");
        var invoice = await IdAsync("/v1/invoices", $"customer={customer}&currency=eur&automatic_tax[enabled]=true");
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&currency=eur&amount=10000")).Ok();
        Assert.Equal("requires_location_inputs", (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Text("automatic_tax.status"));
        var refused = await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize");
        Assert.Equal((400, "customer_tax_location_invalid"), (refused.Status, refused.Error["code"]!.ToString()));
        Assert.Equal("draft", (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Text("status"));
        (await sandbox.PostAsync($"/v1/customers/{customer}", "address[country]=DE")).Ok();
        var final = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok();
        Assert.Equal(("complete", 11_900), (final.Text("automatic_tax.status"), final.Number("total")));
    }

    [Fact]
    public async Task Usage_is_billed_when_its_period_is_over()
    {
        const long start = 1_769_860_800;
        var clock = await IdAsync("/v1/test_helpers/test_clocks", $"frozen_time={start}");
        var customer = await IdAsync("/v1/customers", $"test_clock={clock}");
        var meter = await IdAsync("/v1/billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=sum");
        var price = await IdAsync("/v1/prices", $"currency=usd&product_data[name]=Calls&billing_scheme=tiered&tiers_mode=graduated&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}"
            + "&tiers[0][up_to]=1000&tiers[0][flat_amount]=500&tiers[1][up_to]=inf&tiers[1][unit_amount_decimal]=0.25");
        (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&collection_method=send_invoice&days_until_due=5")).Ok();
        (await sandbox.PostAsync("/v1/billing/meter_events", $"event_name=calls&payload[stripe_customer_id]={customer}&payload[value]=1202.5")).Ok();
        await sandbox.AdvanceAsync(clock, start + 32 * 86_400);
        var invoice = (await sandbox.GetAsync($"/v1/invoices?customer={customer}&limit=1")).Ok();
        Assert.Equal([500, 51], invoice.At("data.0.lines.data")!.AsArray().Select(l => l!["amount"]!.GetValue<long>()));
        Assert.Equal(["1", "202.5"], invoice.At("data.0.lines.data")!.AsArray().Select(l => l!["quantity_decimal"]!.ToString()));
        Assert.Equal(551, invoice.Number("data.0.amount_due"));
    }

    [Fact]
    public async Task An_upgrade_within_the_period_keeps_its_discount()
    {
        var customer = await PayerAsync();
        var price = await IdAsync("/v1/prices", "currency=usd&unit_amount=10000&recurring[interval]=year&product_data[name]=P");
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&discounts[0][coupon]={await IdAsync("/v1/coupons", "percent_off=50&duration=forever")}")).Ok();
        var item = subscription.Text("items.data.0.id");
        var preview = (await sandbox.PostAsync("/v1/invoices/create_preview", $"subscription={subscription.Id}&subscription_details[items][0][id]={item}&subscription_details[items][0][quantity]=3&subscription_details[proration_behavior]=always_invoice")).Ok();
        Assert.InRange(preview.Number("total"), 9_998, 10_000);
        var unchanged = await sandbox.GetAsync($"/v1/subscriptions/{subscription.Id}");
        Assert.Equal(1, unchanged.Number("items.data.0.quantity"));
        var half = (await sandbox.PostAsync("/v1/invoices/create_preview", $"customer={customer}&subscription_details[items][0][price]={price}&discounts[0][coupon]={await IdAsync("/v1/coupons", "percent_off=10")}")).Ok();
        Assert.Equal(9_000, half.Number("total"));
    }
}
