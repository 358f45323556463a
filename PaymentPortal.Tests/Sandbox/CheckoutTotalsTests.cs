using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>A checkout session promises to the cent what its invoice asks for.</summary>
public sealed class CheckoutTotalsTests : SandboxTests
{
    private Task<string> RateAsync(string percentage, bool inclusive) => IdAsync("/v1/tax_rates", $"display_name=Tax&percentage={percentage}&inclusive={(inclusive ? "true" : "false")}");

    private static long Sum(JsonNode list) => list.AsArray().Sum(a => a!["amount"]!.GetValue<long>());

    private static (long, long, long, long) Totals(Answer session) =>
        (session.Number("amount_subtotal"), session.Number("total_details.amount_discount"), session.Number("total_details.amount_tax"), session.Number("amount_total"));

    private static (long, long, long, long) Totals(JsonNode invoice) =>
        (invoice["subtotal"]!.GetValue<long>(), Sum(invoice["total_discount_amounts"]!), Sum(invoice["total_taxes"]!), invoice["total"]!.GetValue<long>());

    private static List<(string, long, long, long)> Items(Answer session) =>
    [
        .. session.At("line_items.data")!.AsArray()
            .Select(i => (i!["price"]!["id"]!.ToString(), i["amount_subtotal"]!.GetValue<long>(), i["amount_discount"]!.GetValue<long>(), i["amount_tax"]!.GetValue<long>())).Order(),
    ];

    private static List<(string, long, long, long)> Items(JsonNode invoice) =>
    [
        .. invoice["lines"]!["data"]!.AsArray().GroupBy(l => l!["pricing"]!["price_details"]!["price"]!.ToString())
            .Select(g => (g.Key, g.Sum(l => l!["amount"]!.GetValue<long>()), g.Sum(l => Sum(l!["discount_amounts"]!)), g.Sum(l => Sum(l!["taxes"]!)))).Order(),
    ];

    [Theory]
    [InlineData("percent_off=33.3", "8.25", false, "19", true)]
    [InlineData("percent_off=12.5", "7.7", true, "20", false)]
    [InlineData("amount_off=1001&currency=usd", "8.875", false, "19", true)]
    [InlineData("amount_off=777&currency=usd", "19", true, "7", true)]
    [InlineData("amount_off=99999&currency=usd", "20", false, "5", false)]
    [InlineData("", "8.875", false, "9.975", false)]
    public async Task The_totals_of_a_session_are_those_of_the_invoice_to_the_cent(string coupon, string percentage, bool inclusive, string other, bool otherInclusive)
    {
        var (rate, own) = (await RateAsync(percentage, inclusive), await RateAsync(other, otherInclusive));
        var discount = coupon.Length == 0 ? "" : $"&discounts[0][coupon]={await IdAsync("/v1/coupons", coupon + "&duration=forever")}";
        var plan = await IdAsync("/v1/prices", "currency=usd&unit_amount=1999&recurring[interval]=month&product_data[name]=Plan");
        var seats = await IdAsync("/v1/prices", "currency=usd&recurring[interval]=month&product_data[name]=Seats&billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]=3&tiers[0][unit_amount]=333"
            + "&tiers[1][up_to]=inf&tiers[1][unit_amount]=101&tiers[1][flat_amount]=57");
        var setup = await IdAsync("/v1/prices", "currency=usd&unit_amount=4999&product_data[name]=Setup");
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", $"mode=subscription&success_url=https://example.com&customer_email=ada@example.com&line_items[0][price]={plan}&line_items[0][quantity]=3"
            + $"&line_items[1][price]={seats}&line_items[1][quantity]=7&line_items[1][tax_rates][0]={own}&line_items[2][price]={setup}&line_items[2][quantity]=1&subscription_data[default_tax_rates][0]={rate}{discount}&expand[]=line_items")).Ok();
        var done = (await sandbox.PostAsync($"/sandbox/checkout/sessions/{session.Id}/complete")).Ok();
        var invoice = (await sandbox.GetAsync($"/v1/invoices/{done.Text("invoice")}")).Ok().Body;
        Assert.Equal(Totals(invoice), Totals(session));
        Assert.Equal(Totals(invoice), Totals(done));
        Assert.Equal(Items(invoice), Items(session));
        Assert.Equal(session.Number("amount_total"), invoice["amount_paid"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("percent_off=33.3", "8.25", false)]
    [InlineData("amount_off=1001&currency=usd", "19", true)]
    [InlineData("amount_off=100&currency=usd", "7.7", false)]
    public async Task A_payment_comes_to_what_an_invoice_of_the_same_lines_would(string coupon, string percentage, bool inclusive)
    {
        var (rate, code) = (await RateAsync(percentage, inclusive), await IdAsync("/v1/coupons", coupon));
        var prices = new[] { await IdAsync("/v1/prices", "currency=usd&unit_amount=1999&product_data[name]=A"), await IdAsync("/v1/prices", "currency=usd&unit_amount=333&product_data[name]=B"), await IdAsync("/v1/prices", "currency=usd&unit_amount=1&product_data[name]=C") };
        var customer = await IdAsync("/v1/customers", "name=Ada");
        var draft = await IdAsync("/v1/invoices", $"customer={customer}&currency=usd&collection_method=send_invoice&days_until_due=9&discounts[0][coupon]={code}");
        var items = "";
        foreach (var (at, price) in prices.Index())
        {
            items += $"&line_items[{at}][price]={price}&line_items[{at}][quantity]={at + 2}" + (at == 1 ? "" : $"&line_items[{at}][tax_rates][0]={rate}");
            (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={draft}&pricing[price]={price}&quantity={at + 2}" + (at == 1 ? "" : $"&tax_rates[0]={rate}"))).Ok();
        }
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", $"mode=payment&success_url=https://example.com&discounts[0][coupon]={code}{items}&expand[]=line_items")).Ok();
        var invoice = (await sandbox.GetAsync($"/v1/invoices/{draft}")).Ok().Body;
        Assert.Equal(Totals(invoice), Totals(session));
        Assert.Equal(Items(invoice), Items(session));
        var done = (await sandbox.PostAsync($"/sandbox/checkout/sessions/{session.Id}/complete", "email=ada@example.com")).Ok();
        Assert.Equal(session.Number("amount_total"), (await sandbox.GetAsync($"/v1/payment_intents/{done.Text("payment_intent")}")).Number("amount_received"));
        Assert.Equal(2, (await sandbox.GetAsync($"/v1/coupons/{code}")).Number("times_redeemed"));
    }

    [Fact]
    public async Task A_price_that_is_made_for_one_session_can_be_subscribed_to_and_a_trial_costs_nothing()
    {
        const string inline = "mode=subscription&success_url=https://example.com&customer_email=ada@example.com&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=1500"
            + "&line_items[0][price_data][recurring][interval]=month&line_items[0][price_data][product_data][name]=Own&line_items[0][quantity]=1";
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", inline)).Ok();
        Assert.Equal(1500, session.Number("amount_total"));
        var done = (await sandbox.PostAsync($"/sandbox/checkout/sessions/{session.Id}/complete")).Ok();
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}")).Text("status"));
        Assert.Equal(0, (await sandbox.PostAsync("/v1/checkout/sessions", inline + "&subscription_data[trial_period_days]=7")).Ok().Number("amount_total"));
    }

    [Theory]
    [InlineData("payment", "")]
    [InlineData("subscription", "&recurring[interval]=month")]
    public async Task What_discounts_and_taxes_come_to_is_told_one_by_one_when_asked_for(string mode, string recurring)
    {
        const string asked = "expand[]=total_details.breakdown&expand[]=line_items.data.discounts&expand[]=line_items.data.taxes";
        var (rate, coupon) = (await RateAsync("20", inclusive: false), await IdAsync("/v1/coupons", "percent_off=10&duration=forever"));
        var prices = new[] { await IdAsync("/v1/prices", $"currency=usd&unit_amount=1000&product_data[name]=A{recurring}"), await IdAsync("/v1/prices", $"currency=usd&unit_amount=500&product_data[name]=B{recurring}") };
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com&discounts[0][coupon]={coupon}&line_items[0][price]={prices[0]}&line_items[0][quantity]=1"
            + $"&line_items[0][tax_rates][0]={rate}&line_items[1][price]={prices[1]}&line_items[1][quantity]=1&{asked}")).Ok();
        (await sandbox.PostAsync($"/sandbox/checkout/sessions/{session.Id}/complete", "email=ada@example.com")).Ok();
        foreach (var told in new[] { session, (await sandbox.GetAsync($"/v1/checkout/sessions/{session.Id}?{asked}")).Ok() })
        {
            var (all, items) = (told.At("total_details.breakdown")!, told.At("line_items.data")!.AsArray());
            Assert.Equal((150L, 180L), (Sum(all["discounts"]!), Sum(all["taxes"]!)));
            Assert.Equal((coupon, session.Id), (told.Text("total_details.breakdown.discounts.0.discount.source.coupon"), told.Text("total_details.breakdown.discounts.0.discount.checkout_session")));
            Assert.Equal((rate, 900L), (told.Text("total_details.breakdown.taxes.0.rate.id"), told.Number("total_details.breakdown.taxes.0.taxable_amount")));
            Assert.Equal([(100L, 180L), (50L, 0L)], items.Select(i => (Sum(i!["discounts"]!), Sum(i["taxes"]!))));
            Assert.DoesNotContain(items[0]!.AsObject(), p => p.Key.StartsWith('_'));
        }
        var plain = (await sandbox.GetAsync($"/v1/checkout/sessions/{session.Id}/line_items?expand[]=data.taxes")).Ok();
        Assert.Equal(180, Sum(plain.At("data.0.taxes")!));
        Assert.False(plain.Data[0]!.AsObject().ContainsKey("discounts"));
    }

    [Theory]
    [InlineData("payment", "")]
    [InlineData("subscription", "&recurring[interval]=month")]
    public async Task A_price_is_paid_in_any_currency_that_it_knows(string mode, string recurring)
    {
        const string options = "currency=usd&unit_amount=2500&currency_options[eur][unit_amount]=2000&product_data[name]=Pro";
        var (price, once, dollars) = (await IdAsync("/v1/prices", options + recurring), await IdAsync("/v1/prices", options), await IdAsync("/v1/prices", "currency=usd&unit_amount=2500&product_data[name]=Pro"));
        string Form(string second) => $"mode={mode}&success_url=https://example.com&currency=eur&line_items[0][price]={price}&line_items[0][quantity]=2&line_items[1][price]={second}&line_items[1][quantity]=1&expand[]=line_items";
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", Form(once))).Ok();
        Assert.Equal(("eur", 6000L, "eur", 4000L), (session.Text("currency"), session.Number("amount_total"), session.Text("line_items.data.0.currency"), session.Number("line_items.data.0.amount_total")));
        Assert.Equal("paid", (await sandbox.PostAsync($"/sandbox/checkout/sessions/{session.Id}/complete", "email=ada@example.com")).Ok().Text("payment_status"));
        var charge = await sandbox.GetAsync("/v1/charges");
        Assert.Equal(("eur", 6000L), (charge.Text("data.0.currency"), charge.Number("data.0.amount")));
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", Form(dollars));
        Assert.Equal((400, "currency", "The price specified only supports `usd`. This doesn't match the expected currency: `eur`."), (refused.Status, refused.Text("error.param"), refused.Text("error.message")));
    }

    [Theory]
    [InlineData("payment", "")]
    [InlineData("subscription", "&recurring[interval]=month")]
    public async Task Automatic_tax_is_added_once_the_page_knows_where_the_buyer_is(string mode, string recurring)
    {
        (await sandbox.PostAsync("/v1/tax/settings", "head_office[address][country]=DE&head_office[address][line1]=x&head_office[address][city]=Berlin&head_office[address][postal_code]=10115&defaults[tax_behavior]=exclusive&defaults[tax_code]=txcd_10000000")).Ok();
        (await sandbox.PostAsync("/v1/tax/registrations", "country=DE&active_from=now&country_options[de][type]=standard&country_options[de][standard][place_of_supply_scheme]=standard")).Ok();
        var price = await IdAsync("/v1/prices", $"currency=eur&unit_amount=1000&product_data[name]=Pro{recurring}");
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1&automatic_tax[enabled]=true")).Ok();
        Assert.Equal(("requires_location_inputs", 1000L), (session.Text("automatic_tax.status"), session.Number("amount_total")));
        var done = (await sandbox.PostAsync($"/sandbox/checkout/sessions/{session.Id}/complete", "email=ada@example.com&country=DE")).Ok();
        Assert.Equal(("complete", 1190L, 190L, "paid"), (done.Text("automatic_tax.status"), done.Number("amount_total"), done.Number("total_details.amount_tax"), done.Text("payment_status")));
        Assert.Equal(1190, (await sandbox.GetAsync("/v1/charges")).Number("data.0.amount"));

        var nowhere = await IdAsync("/v1/customers", "email=bob@example.com");
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1&automatic_tax[enabled]=true&customer={nowhere}");
        Assert.Equal((400, "customer_tax_location_invalid", "automatic_tax"), (refused.Status, refused.Text("error.code"), refused.Text("error.param")));
        var learning = (await sandbox.PostAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1&automatic_tax[enabled]=true&customer={nowhere}&customer_update[address]=auto")).Ok();
        (await sandbox.PostAsync($"/sandbox/checkout/sessions/{learning.Id}/complete", "country=DE")).Ok();
        Assert.Equal("DE", (await sandbox.GetAsync($"/v1/customers/{nowhere}")).Text("address.country"));
    }
}
