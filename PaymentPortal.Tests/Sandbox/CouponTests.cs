namespace PaymentPortal.Tests.Sandbox;

public sealed class CouponTests : SandboxTests
{
    private const long Start = 1_769_860_800; // 31 January 2026, 12:00 UTC
    private const long Day = 86_400;

    private async Task<string> CustomerAsync(string form = "") => (await sandbox.PostAsync("/v1/customers", form)).Ok().Id;

    private async Task<string> PriceAsync(long amount, string product = "") =>
        (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount={amount}&recurring[interval]=month&{(product.Length > 0 ? $"product={product}" : "product_data[name]=Pro")}")).Ok().Id;

    private Task<Answer> SubscribeAsync(string customer, string items, string discounts) =>
        sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&{items}&{discounts}&payment_behavior=default_incomplete&expand[]=latest_invoice");

    private async Task<string> CouponAsync(string form) => (await sandbox.PostAsync("/v1/coupons", form)).Ok().Id;

    [Theory]
    [InlineData("", null, "parameter_missing")]
    [InlineData("percent_off=0", "percent_off", null)]
    [InlineData("percent_off=100.1", "percent_off", null)]
    [InlineData("percent_off=10&amount_off=100&currency=usd", "amount_off", "parameters_exclusive")]
    [InlineData("amount_off=100", "currency", "parameter_missing")]
    [InlineData("amount_off=100&currency=xyz", "currency", null)]
    [InlineData("amount_off=0&currency=usd", "amount_off", "parameter_invalid_integer")]
    [InlineData("amount_off=1000000000000&currency=usd", "amount_off", "amount_too_large")]
    [InlineData("percent_off=10&duration=repeating", "duration_in_months", "parameter_missing")]
    [InlineData("percent_off=10&duration=forever&duration_in_months=3", "duration_in_months", null)]
    [InlineData("percent_off=10&duration=often", "duration", null)]
    [InlineData("percent_off=10&max_redemptions=0", "max_redemptions", "parameter_invalid_integer")]
    [InlineData("percent_off=10&redeem_by=1", "redeem_by", null)]
    [InlineData("percent_off=10&applies_to[products][]=prod_none", "applies_to[products][0]", "resource_missing")]
    public async Task What_cannot_be_a_coupon_is_refused_with_its_parameter(string form, string? param, string? code)
    {
        var refused = await sandbox.PostAsync("/v1/coupons", form);
        Assert.Equal((400, param, code), (refused.Status, refused.Error["param"]?.ToString(), refused.Error["code"]?.ToString()));
    }

    [Theory]
    [InlineData("percent_off=12.5", 2900, 363)]
    [InlineData("percent_off=100", 2900, 2900)]
    [InlineData("amount_off=500&currency=usd", 2900, 500)]
    [InlineData("amount_off=99999999&currency=usd", 2900, 2900)]
    [InlineData("percent_off=33.3333", 1, 0)]
    [InlineData("percent_off=50", 1, 1)]
    public async Task A_discount_is_taken_off_once_and_exactly(string coupon, long amount, long off)
    {
        var subscription = (await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(amount)}", $"discounts[0][coupon]={await CouponAsync(coupon)}")).Ok();
        var due = amount - off < 50 ? 0 : amount - off;
        Assert.Equal((amount, off, amount - off, due), (subscription.Number("latest_invoice.subtotal"), subscription.Number("latest_invoice.total_discount_amounts.0.amount"),
            subscription.Number("latest_invoice.total"), subscription.Number("latest_invoice.amount_due")));
        Assert.Equal(off, subscription.Number("latest_invoice.lines.data.0.discount_amounts.0.amount"));
    }

    [Fact]
    public async Task An_amount_is_spread_over_the_lines_by_the_largest_remainder()
    {
        var items = string.Join('&', await Task.WhenAll(new[] { 1000, 1000, 1000 }.Select(async (amount, at) => $"items[{at}][price]={await PriceAsync(amount)}")));
        var subscription = (await SubscribeAsync(await CustomerAsync(), items, $"discounts[0][coupon]={await CouponAsync("amount_off=100&currency=usd")}")).Ok();
        Assert.Equal([34, 33, 33], subscription.At("latest_invoice.lines.data")!.AsArray().Select(l => l!["discount_amounts"]![0]!["amount"]!.GetValue<long>()));
        Assert.Equal(2900, subscription.Number("latest_invoice.total"));
    }

    [Fact]
    public async Task Items_discounts_come_first_and_the_subtotal_knows_them()
    {
        var (half, ten) = (await CouponAsync("percent_off=50"), await CouponAsync("percent_off=10"));
        var subscription = (await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(1000)}&items[0][discounts][0][coupon]={half}&items[1][price]={await PriceAsync(2000)}", $"discounts[0][coupon]={ten}")).Ok();
        Assert.Equal((2500, 2250), (subscription.Number("latest_invoice.subtotal"), subscription.Number("latest_invoice.total")));
        Assert.Equal([500, 250], subscription.At("latest_invoice.total_discount_amounts")!.AsArray().Select(d => d!["amount"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_coupon_for_one_product_leaves_the_others_alone()
    {
        var product = (await sandbox.PostAsync("/v1/products", "name=Only")).Ok().Id;
        var coupon = await CouponAsync($"percent_off=50&applies_to[products][]={product}");
        var subscription = (await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(1000)}&items[1][price]={await PriceAsync(2000, product)}", $"discounts[0][coupon]={coupon}")).Ok();
        Assert.Equal(2000, subscription.Number("latest_invoice.total"));
        Assert.Equal(product, (await sandbox.GetAsync($"/v1/coupons/{coupon}?expand[]=applies_to")).Text("applies_to.products.0"));
    }

    [Fact]
    public async Task A_coupon_of_three_months_discounts_three_invoices()
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = await PayerAsync($"&test_clock={clock}");
        var coupon = await CouponAsync("percent_off=50&duration=repeating&duration_in_months=3");
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={await PriceAsync(2000)}&discounts[0][coupon]={coupon}")).Ok().Id;
        await sandbox.AdvanceAsync(clock, Start + 130 * Day);
        Assert.Equal([2000, 2000, 1000, 1000, 1000], (await sandbox.GetAsync($"/v1/invoices?customer={customer}")).Data.Select(i => i!["amount_paid"]!.GetValue<long>()));
        Assert.Empty((await sandbox.GetAsync($"/v1/subscriptions/{subscription}")).Body["discounts"]!.AsArray());
        Assert.Single((await sandbox.GetAsync("/v1/events?type=customer.discount.deleted")).Data);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&backdate_start_date={0}")]
    public async Task A_coupon_of_more_months_than_the_calendar_has_lasts_to_its_end(string start)
    {
        var coupon = await CouponAsync("percent_off=50&duration=repeating&duration_in_months=1000000");
        var form = start.Replace("{0}", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60 * Day}");
        var subscription = (await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(2000)}{form}", $"discounts[0][coupon]={coupon}&expand[]=discounts")).Ok();
        Assert.Equal(9999, DateTimeOffset.FromUnixTimeSeconds(subscription.Number("discounts.0.end")).Year);
    }

    [Fact]
    public async Task A_coupon_for_once_discounts_the_first_invoice_alone()
    {
        var customer = await CustomerAsync();
        var subscription = (await SubscribeAsync(customer, $"items[0][price]={await PriceAsync(2000)}", $"discounts[0][coupon]={await CouponAsync("percent_off=50")}")).Ok();
        Assert.Equal(1000, subscription.Number("latest_invoice.total"));
        Assert.Empty((await sandbox.GetAsync($"/v1/subscriptions/{subscription.Id}")).Body["discounts"]!.AsArray());
        var expanded = await sandbox.GetAsync($"/v1/invoices/{subscription.Text("latest_invoice.id")}?expand[]=discounts.source.coupon");
        Assert.Equal(50, expanded.Number("discounts.0.source.coupon.percent_off"));
    }

    [Fact]
    public async Task Redemptions_are_counted_and_end()
    {
        var coupon = await CouponAsync("percent_off=50&max_redemptions=1");
        (await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(2000)}", $"discounts[0][coupon]={coupon}")).Ok();
        var used = await sandbox.GetAsync($"/v1/coupons/{coupon}");
        Assert.Equal((1, false), (used.Number("times_redeemed"), used.Body["valid"]!.GetValue<bool>()));
        var refused = await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(2000)}", $"discounts[0][coupon]={coupon}");
        Assert.Equal((400, "coupon_expired", "discounts[0][coupon]"), (refused.Status, refused.Error["code"]!.ToString(), refused.Error["param"]!.ToString()));
        Assert.Single((await sandbox.GetAsync("/v1/subscriptions")).Data);
    }

    [Fact]
    public async Task A_deleted_coupon_keeps_what_it_gave_and_its_name_can_be_used_again()
    {
        var customer = await CustomerAsync();
        await CouponAsync("id=SPRING&percent_off=50&duration=forever");
        var subscription = (await SubscribeAsync(customer, $"items[0][price]={await PriceAsync(2000)}", "discounts[0][coupon]=SPRING")).Ok();
        (await sandbox.DeleteAsync("/v1/coupons/SPRING")).Ok();
        Assert.Equal(404, (await sandbox.GetAsync("/v1/coupons/SPRING")).Status);
        Assert.Equal(400, (await SubscribeAsync(customer, $"items[0][price]={await PriceAsync(2000)}", "discounts[0][coupon]=SPRING")).Status);
        Assert.Single((await sandbox.GetAsync($"/v1/subscriptions/{subscription.Id}")).Body["discounts"]!.AsArray());
        Assert.Equal("SPRING", await CouponAsync("id=SPRING&percent_off=10"));
        Assert.Equal(400, (await sandbox.PostAsync("/v1/coupons", "id=SPRING&percent_off=10")).Status);
    }

    [Fact]
    public async Task A_promotion_code_is_checked_against_its_customer_its_minimum_and_its_end()
    {
        var coupon = await CouponAsync("percent_off=50");
        var customer = await CustomerAsync();
        async Task<string> CodeAsync(string form) => (await sandbox.PostAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={coupon}&{form}")).Ok().Id;
        async Task<string> RefusalAsync(string code) => (await SubscribeAsync(customer, $"items[0][price]={await PriceAsync(2000)}", $"discounts[0][promotion_code]={code}")).Error["param"]!.ToString();
        var open = await CodeAsync("code=OPEN");
        Assert.Equal(400, (await sandbox.PostAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={coupon}&code=open")).Status);
        Assert.Equal([open], (await sandbox.GetAsync("/v1/promotion_codes?code=open&active=true")).Data.Select(p => p!["id"]!.ToString()));
        Assert.Equal("discounts[0][promotion_code]", await RefusalAsync(await CodeAsync($"customer={await CustomerAsync()}")));
        Assert.Equal("discounts[0][promotion_code]", await RefusalAsync(await CodeAsync("restrictions[minimum_amount]=2001&restrictions[minimum_amount_currency]=usd")));
        Assert.Equal("discounts[0][promotion_code]", await RefusalAsync(await CodeAsync("active=false")));
        var once = await CodeAsync("max_redemptions=1&restrictions[minimum_amount]=2000&restrictions[minimum_amount_currency]=usd");
        var subscription = (await SubscribeAsync(customer, $"items[0][price]={await PriceAsync(2000)}", $"discounts[0][promotion_code]={once}")).Ok();
        Assert.Equal(1000, subscription.Number("latest_invoice.total"));
        Assert.False((await sandbox.GetAsync($"/v1/promotion_codes/{once}")).Body["active"]!.GetValue<bool>());
        Assert.Equal("discounts[0][promotion_code]", await RefusalAsync(once));
        Assert.Equal(1, (await sandbox.GetAsync($"/v1/coupons/{coupon}")).Number("times_redeemed"));
    }

    [Theory]
    [InlineData("prices", "currency=usd&unit_amount=1&product_data[name]=Pro", "currency_options")]
    [InlineData("coupons", "amount_off=1&currency=usd", "currency_options")]
    [InlineData("promotion_codes", "promotion[type]=coupon&promotion[coupon]=TEN", "restrictions[currency_options]")]
    public async Task A_currency_needs_its_amount(string path, string form, string param)
    {
        await CouponAsync("id=TEN&percent_off=10");
        var id = (await sandbox.PostAsync($"/v1/{path}", form)).Ok().Id;
        foreach (var refused in new[] { await sandbox.PostAsync($"/v1/{path}", $"{form}&{param}[eur]="), await sandbox.PostAsync($"/v1/{path}/{id}", $"{param}[eur]=") })
            Assert.Equal((400, $"{param}[eur]", "parameter_invalid_empty"), (refused.Status, refused.Text("error.param"), refused.Text("error.code")));
    }

    [Theory]
    [InlineData("used")]
    [InlineData("deleted")]
    [InlineData("late")]
    public async Task A_promotion_code_is_active_only_while_its_coupon_is_valid(string end)
    {
        var last = end == "late" ? $"&redeem_by={TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 5}" : "";
        var coupon = await CouponAsync($"percent_off=50&max_redemptions=1{last}");
        var code = (await sandbox.PostAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={coupon}")).Ok();
        Assert.Equal("true", code.Text("active"));
        if (end == "used")
            (await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(2000)}", $"discounts[0][coupon]={coupon}")).Ok();
        else if (end == "deleted")
            (await sandbox.DeleteAsync($"/v1/coupons/{coupon}")).Ok();
        async Task<string> ActiveAsync() => (await sandbox.GetAsync($"/v1/promotion_codes/{code.Id}")).Text("active");
        await Support.Eventually.TrueAsync(async () =>
        {
            // What is written while it is due falls due at once
            await sandbox.PostAsync($"/v1/coupons/{coupon}", "name=Half");
            return await ActiveAsync() == "false";
        }, () => "The code stays active.");
        Assert.Empty((await sandbox.GetAsync("/v1/promotion_codes?active=true")).Data);
        Assert.Equal("false", (await sandbox.GetAsync("/v1/events?type=promotion_code.updated")).Text("data.0.data.object.active"));
        Assert.Equal("active", (await sandbox.PostAsync($"/v1/promotion_codes/{code.Id}", "active=true")).Text("error.param"));
    }

    [Fact]
    public async Task A_subscriptions_discount_can_be_ended()
    {
        var subscription = (await SubscribeAsync(await CustomerAsync(), $"items[0][price]={await PriceAsync(2000)}", $"discounts[0][coupon]={await CouponAsync("percent_off=50&duration=forever")}")).Ok();
        Assert.True((await sandbox.DeleteAsync($"/v1/subscriptions/{subscription.Id}/discount")).Ok().Body["deleted"]!.GetValue<bool>());
        Assert.Empty((await sandbox.GetAsync($"/v1/subscriptions/{subscription.Id}")).Body["discounts"]!.AsArray());
        Assert.Equal(404, (await sandbox.DeleteAsync($"/v1/subscriptions/{subscription.Id}/discount")).Status);
    }

    [Fact]
    public async Task What_is_over_by_now_is_over_for_whoever_looks()
    {
        var last = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 2;
        var coupon = await CouponAsync($"percent_off=50&redeem_by={last}");
        var code = (await sandbox.PostAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={coupon}")).Ok().Id;
        var ending = (await sandbox.PostAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={await CouponAsync("percent_off=10")}&expires_at={last}")).Ok().Id;
        await Support.Eventually.TrueAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() >= last), () => "Time stands still.");
        var (codes, looked) = ((await sandbox.GetAsync("/v1/promotion_codes?active=true")).Data.Count, (await sandbox.GetAsync($"/v1/promotion_codes/{code}?expand[]=promotion.coupon")).Ok());
        Assert.Equal((0, "false", "false"), (codes, looked.Text("active"), looked.Text("promotion.coupon.valid")));
        Assert.Equal("false", (await sandbox.GetAsync($"/v1/promotion_codes/{ending}")).Text("active"));
        Assert.Equal(last, (await sandbox.GetAsync("/v1/events?type=coupon.updated")).Number("data.0.created"));
    }
}
