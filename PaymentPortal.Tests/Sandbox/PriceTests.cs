namespace PaymentPortal.Tests.Sandbox;

public sealed class PriceTests : SandboxTests
{
    private Task<Answer> PriceAsync(string form) => sandbox.PostAsync("/v1/prices", $"product_data[name]=Pro&{form}");

    /// <summary>The amount of a first invoice.</summary>
    private async Task<long> AmountAsync(string price, long quantity, string currency = "")
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var subscription = (await sandbox.PostAsync("/v1/subscriptions",
            $"customer={customer}&items[0][price]={price}&items[0][quantity]={quantity}&payment_behavior=default_incomplete&expand[]=latest_invoice{currency}")).Ok();
        return subscription.Number("latest_invoice.subtotal");
    }

    [Theory]
    [InlineData("currency=usd&unit_amount=-1", "unit_amount", "parameter_invalid_integer")]
    [InlineData("currency=usd&unit_amount=1000000000000", "unit_amount", "amount_too_large")]
    [InlineData("currency=usd&unit_amount=ten", "unit_amount", "parameter_invalid_integer")]
    [InlineData("currency=xyz&unit_amount=1", "currency", null)]
    [InlineData("currency=usd", "unit_amount", "parameter_missing")]
    [InlineData("currency=usd&unit_amount=1&unit_amount_decimal=1.5", "unit_amount", "parameters_exclusive")]
    [InlineData("currency=usd&unit_amount_decimal=1.0000000000001", "unit_amount_decimal", null)]
    [InlineData("currency=usd&unit_amount_decimal=-0.1", "unit_amount_decimal", "parameter_invalid_integer")]
    [InlineData("currency=usd&unit_amount=1&recurring[interval]=month&recurring[interval_count]=37", "recurring[interval_count]", null)]
    [InlineData("currency=usd&unit_amount=1&recurring[interval]=month&recurring[interval_count]=0", "recurring[interval_count]", "parameter_invalid_integer")]
    [InlineData("currency=usd&unit_amount=1&recurring[interval]=month&recurring[usage_type]=metered", "recurring[meter]", "parameter_missing")]
    [InlineData("currency=usd&unit_amount=1&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]=mtr_none", "recurring[meter]", "resource_missing")]
    [InlineData("currency=usd&billing_scheme=tiered&recurring[interval]=month", "tiers_mode", "parameter_missing")]
    [InlineData("currency=usd&billing_scheme=tiered&tiers_mode=volume&recurring[interval]=month", "tiers", "parameter_missing")]
    [InlineData("currency=usd&billing_scheme=tiered&tiers_mode=volume&recurring[interval]=month&tiers[0][up_to]=5&tiers[0][unit_amount]=1", "tiers[0][up_to]", null)]
    [InlineData("currency=usd&billing_scheme=tiered&tiers_mode=volume&recurring[interval]=month&tiers[0][up_to]=5&tiers[0][unit_amount]=1&tiers[1][up_to]=5&tiers[1][unit_amount]=1&tiers[2][up_to]=inf&tiers[2][unit_amount]=1", "tiers[1][up_to]", null)]
    [InlineData("currency=usd&unit_amount=1&currency_options[usd][unit_amount]=2", "currency_options[usd]", null)]
    [InlineData("currency=usd&unit_amount=1&currency_options[xyz][unit_amount]=2", "currency_options[xyz]", null)]
    [InlineData("currency=usd&unit_amount=1&currency_options[eur]=", "currency_options[eur]", "parameter_invalid_empty")]
    [InlineData("currency=usd&unit_amount=1&transform_quantity[divide_by]=0&transform_quantity[round]=up", "transform_quantity[divide_by]", "parameter_invalid_integer")]
    public async Task What_cannot_be_a_price_is_refused_with_its_parameter(string form, string param, string? code)
    {
        var refused = await PriceAsync(form);
        Assert.Equal((400, param, code), (refused.Status, refused.Error["param"]?.ToString(), refused.Error["code"]?.ToString()));
        Assert.Equal("invalid_request_error", refused.Error["type"]!.ToString());
        Assert.Empty((await sandbox.GetAsync("/v1/prices")).Data);
    }

    [Theory]
    [InlineData("0.5", 1, 1)]
    [InlineData("0.5", 3, 2)]
    [InlineData("33.333333333333", 3, 100)]
    [InlineData("1.005", 1000, 1005)]
    [InlineData("2437.5", 1, 2438)]
    public async Task Parts_of_a_cent_are_kept_until_the_line_is_rounded(string unit, long quantity, long amount)
    {
        var price = (await PriceAsync($"currency=usd&unit_amount_decimal={unit}&recurring[interval]=month")).Ok();
        Assert.Equal(unit, price.Text("unit_amount_decimal"));
        Assert.Null(price.Body["unit_amount"]);
        Assert.Equal(amount, await AmountAsync(price.Id, quantity));
    }

    [Theory]
    [InlineData("graduated", 5, 5000)]
    [InlineData("graduated", 6, 6300)]
    [InlineData("graduated", 12, 11_000)]
    [InlineData("volume", 5, 5000)]
    [InlineData("volume", 6, 5300)]
    [InlineData("volume", 12, 6500)]
    public async Task Tiers_are_counted_one_by_one_or_as_a_whole(string mode, long quantity, long amount)
    {
        var price = (await PriceAsync($"currency=usd&billing_scheme=tiered&tiers_mode={mode}&recurring[interval]=month"
            + "&tiers[0][up_to]=5&tiers[0][unit_amount]=1000&tiers[1][up_to]=10&tiers[1][unit_amount]=800&tiers[1][flat_amount]=500&tiers[2][up_to]=inf&tiers[2][unit_amount]=500&tiers[2][flat_amount]=500&expand[]=tiers")).Ok();
        Assert.Equal(3, price.Body["tiers"]!.AsArray().Count);
        Assert.Null(price.At("tiers.2.up_to"));
        Assert.Null((await sandbox.GetAsync($"/v1/prices/{price.Id}")).Body["tiers"]);
        Assert.Equal(amount, await AmountAsync(price.Id, quantity));
    }

    [Theory]
    [InlineData("up", 1, 500)]
    [InlineData("up", 11, 1000)]
    [InlineData("down", 19, 500)]
    public async Task Quantities_can_be_counted_in_packs(string round, long quantity, long amount)
    {
        var price = (await PriceAsync($"currency=usd&unit_amount=500&recurring[interval]=month&transform_quantity[divide_by]=10&transform_quantity[round]={round}")).Ok();
        Assert.Equal(amount, await AmountAsync(price.Id, quantity));
    }

    [Fact]
    public async Task A_price_knows_amounts_in_several_currencies()
    {
        var price = (await PriceAsync("currency=usd&unit_amount=2900&recurring[interval]=month&currency_options[jpy][unit_amount]=4000&currency_options[kwd][unit_amount]=9000&currency_options[kwd][tax_behavior]=inclusive")).Ok();
        Assert.Null(price.Body["currency_options"]);
        var shown = await sandbox.GetAsync($"/v1/prices/{price.Id}?expand[]=currency_options");
        Assert.Equal((2900, 4000, 9000, "inclusive"),
            (shown.Number("currency_options.usd.unit_amount"), shown.Number("currency_options.jpy.unit_amount"), shown.Number("currency_options.kwd.unit_amount"), shown.Text("currency_options.kwd.tax_behavior")));
    }

    [Fact]
    public async Task A_lookup_key_belongs_to_one_price_and_can_be_taken_over()
    {
        var first = (await PriceAsync("currency=usd&unit_amount=1&lookup_key=pro")).Ok().Id;
        var refused = await PriceAsync("currency=usd&unit_amount=2&lookup_key=pro");
        Assert.Equal((400, "lookup_key"), (refused.Status, refused.Error["param"]!.ToString()));
        var second = (await PriceAsync("currency=usd&unit_amount=2&lookup_key=pro&transfer_lookup_key=true")).Ok().Id;
        Assert.Equal([second], (await sandbox.GetAsync("/v1/prices?lookup_keys[]=pro")).Data.Select(p => p!["id"]!.ToString()));
        Assert.Equal("", (await sandbox.GetAsync($"/v1/prices/{first}")).Text("lookup_key"));
    }

    [Fact]
    public async Task A_products_default_price_stays_in_use_and_its_prices_keep_it_from_deletion()
    {
        var product = (await sandbox.PostAsync("/v1/products", "name=Pro&default_price_data[currency]=usd&default_price_data[unit_amount]=500&default_price_data[recurring][interval]=month")).Ok();
        var price = product.Text("default_price");
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/prices/{price}", "active=false")).Status);
        Assert.Equal(400, (await sandbox.DeleteAsync($"/v1/products/{product.Id}")).Status);
        Assert.False((await sandbox.PostAsync($"/v1/products/{product.Id}", "active=false")).Ok().Body["active"]!.GetValue<bool>());
        var bare = (await sandbox.PostAsync("/v1/products", "name=Bare")).Ok().Id;
        Assert.True((await sandbox.DeleteAsync($"/v1/products/{bare}")).Ok().Body["deleted"]!.GetValue<bool>());
        Assert.Equal(404, (await sandbox.GetAsync($"/v1/products/{bare}")).Status);
    }

    [Fact]
    public async Task An_amount_that_no_invoice_can_hold_is_refused()
    {
        var price = (await PriceAsync("currency=usd&unit_amount=99999999&recurring[interval]=month")).Ok().Id;
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var refused = await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&items[0][quantity]=1000000000000&payment_behavior=default_incomplete");
        Assert.Equal(400, refused.Status);
        Assert.Empty((await sandbox.GetAsync("/v1/invoices")).Data);
    }
}
