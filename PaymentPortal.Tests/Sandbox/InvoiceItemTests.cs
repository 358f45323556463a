namespace PaymentPortal.Tests.Sandbox;

public sealed class InvoiceItemTests : SandboxTests
{
    private string customer = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        customer = (await sandbox.PostAsync("/v1/customers", "name=Ada")).Ok().Id;
    }

    private Task<Answer> ItemAsync(string form) => sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&{form}");

    private async Task<string> PriceAsync(string form) => (await sandbox.PostAsync("/v1/prices", $"product_data[name]=Part&{form}")).Ok().Id;

    private async Task<string> DraftAsync(string currency = "usd") => (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&currency={currency}")).Ok().Id;

    [Theory]
    [InlineData("currency=usd&unit_amount_decimal=10.5&quantity=3", 32, 42)]
    [InlineData("currency=usd&amount=250", 250, 1000)]
    [InlineData("currency=usd&unit_amount_decimal=-250&quantity=2", -500, -1000)]
    [InlineData("pricing[price]={price}&quantity=2", 67, 134)]
    public async Task A_quantity_that_comes_later_counts_the_same_unit(string form, long before, long after)
    {
        var price = await PriceAsync("currency=usd&unit_amount_decimal=33.5");
        var waiting = (await ItemAsync(form.Replace("{price}", price))).Ok();
        Assert.Equal(before, waiting.Number("amount"));
        Assert.Equal((after, after, 4L), await ChangedAsync($"/v1/invoiceitems/{waiting.Id}", "quantity=4"));
        var draft = await DraftAsync();
        (await ItemAsync($"invoice={draft}&{form.Replace("{price}", price)}")).Ok();
        var line = (await sandbox.GetAsync($"/v1/invoices/{draft}")).Text("lines.data.0.id");
        Assert.Equal((after, after, 4L), await ChangedAsync($"/v1/invoices/{draft}/lines/{line}", "quantity=4"));
        Assert.Equal(after, (await sandbox.GetAsync($"/v1/invoices/{draft}")).Number("subtotal"));

        async Task<(long, long, long)> ChangedAsync(string path, string sent)
        {
            var changed = (await sandbox.PostAsync(path, sent)).Ok();
            return (changed.Number("amount"), changed.Number(changed.Text("object") == "invoiceitem" ? "net_amount" : "subtotal"), changed.Number("quantity"));
        }
    }

    [Fact]
    public async Task What_an_item_costs_is_said_anew_and_takes_the_place_of_what_it_cost()
    {
        var price = await PriceAsync("currency=usd&unit_amount=700");
        var item = (await ItemAsync($"pricing[price]={price}&quantity=2")).Ok().Id;
        foreach (var (sent, amount, quantity) in new[] { ("unit_amount_decimal=10.5", 21, 2), ("quantity=4", 42, 4), ("amount=600", 600, 1), ("quantity=3", 1800, 3), ($"pricing[price]={price}", 2100, 3) })
        {
            var changed = (await sandbox.PostAsync($"/v1/invoiceitems/{item}", sent)).Ok();
            Assert.Equal((sent, amount, quantity), (sent, changed.Number("amount"), changed.Number("quantity")));
            Assert.Equal(sent.StartsWith("pricing"), changed.At("pricing") is not null);
        }
    }

    [Theory]
    [InlineData("amount=500&unit_amount_decimal=500", "amount", "parameters_exclusive")]
    [InlineData("amount=500&price_data[currency]=usd&price_data[product]=prod_any&price_data[unit_amount]=500", "amount", "parameters_exclusive")]
    [InlineData("amount=500&pricing[price]=price_any", "amount", "parameters_exclusive")]
    [InlineData("amount=500&quantity=3", "amount", "parameters_exclusive")]
    [InlineData("amount=500&quantity_decimal=3", "amount", "parameters_exclusive")]
    [InlineData("unit_amount_decimal=500&quantity=3&quantity_decimal=2", "quantity", "parameters_exclusive")]
    [InlineData("unit_amount_decimal=500&quantity=-1", "quantity", "parameter_invalid_integer")]
    [InlineData("unit_amount_decimal=500&quantity_decimal=-0.5", "quantity_decimal", "parameter_invalid_integer")]
    [InlineData("unit_amount_decimal=999999999999999&quantity=1000000000000000", "unit_amount_decimal", "amount_too_large")]
    [InlineData("unit_amount_decimal=0.0000000000001&quantity=1", "unit_amount_decimal", null)]
    [InlineData("unit_amount_decimal=1&quantity_decimal=0.0000000000000000000000000001", "quantity_decimal", null)]
    [InlineData("amount=500&period[start]=1775001600&period[end]=1775001599", "period[end]", null)]
    public async Task What_an_item_cannot_cost_is_refused_when_it_is_made_and_when_it_is_changed(string form, string param, string? code)
    {
        var waiting = (await ItemAsync("currency=usd&amount=1200")).Ok().Id;
        var draft = await DraftAsync();
        foreach (var refused in new[] { await ItemAsync($"currency=usd&{form}"), await sandbox.PostAsync($"/v1/invoiceitems/{waiting}", form) })
            Assert.Equal((400, param, code), (refused.Status, refused.Error["param"]?.ToString(), refused.Error["code"]?.ToString()));
        if (form == "amount=500&quantity=3")
            Assert.Equal("lines[0][amount]", (await sandbox.PostAsync($"/v1/invoices/{draft}/add_lines", "lines[0][amount]=500&lines[0][quantity]=3")).Text("error.param"));
        Assert.Equal(1200, (await sandbox.GetAsync($"/v1/invoiceitems/{waiting}")).Number("amount"));
        Assert.Single((await sandbox.GetAsync($"/v1/invoiceitems?customer={customer}")).Data);
    }

    [Fact]
    public async Task A_price_in_several_currencies_costs_what_it_says_in_the_items_own()
    {
        var price = await PriceAsync("currency=usd&unit_amount=1000&currency_options[eur][unit_amount]=900");
        var draft = await DraftAsync("eur");
        var onDraft = (await ItemAsync($"invoice={draft}&pricing[price]={price}&quantity=2")).Ok();
        Assert.Equal(("eur", 1800, "900"), (onDraft.Text("currency"), onDraft.Number("amount"), onDraft.Text("pricing.unit_amount_decimal")));
        Assert.Equal(2700, (await sandbox.PostAsync($"/v1/invoiceitems/{onDraft.Id}", "quantity=3")).Ok().Number("amount"));
        Assert.Equal(2700, (await sandbox.GetAsync($"/v1/invoices/{draft}")).Number("total"));
        var waiting = (await ItemAsync($"currency=eur&pricing[price]={price}")).Ok();
        Assert.Equal(("eur", 900), (waiting.Text("currency"), waiting.Number("amount")));
        var refused = await ItemAsync($"currency=gbp&pricing[price]={price}");
        Assert.Equal((400, "currency"), (refused.Status, refused.Text("error.param")));
        var other = (await sandbox.PostAsync("/v1/customers", "name=Bea")).Ok().Id;
        var own = (await sandbox.PostAsync("/v1/invoiceitems", $"customer={other}&pricing[price]={price}")).Ok();
        Assert.Equal(("usd", 1000), (own.Text("currency"), own.Number("amount")));
    }

    [Fact]
    public async Task What_is_added_once_to_a_subscription_is_billed_in_its_currency()
    {
        var once = await PriceAsync("currency=usd&unit_amount=1000&currency_options[eur][unit_amount]=900");
        var monthly = await PriceAsync("currency=eur&unit_amount=2000&recurring[interval]=month");
        var made = (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={monthly}&add_invoice_items[0][price]={once}&payment_behavior=default_incomplete&expand[]=latest_invoice")).Ok();
        Assert.Equal(2900, made.Number("latest_invoice.total"));
    }

    [Theory]
    [InlineData("unit_amount=1000", "active=false")]
    [InlineData("custom_unit_amount[enabled]=true", "")]
    public async Task A_price_that_is_archived_or_has_no_amount_makes_no_item(string form, string archive)
    {
        var price = await PriceAsync($"currency=usd&{form}");
        if (archive.Length > 0)
            (await sandbox.PostAsync($"/v1/prices/{price}", archive)).Ok();
        var waiting = (await ItemAsync("currency=usd&amount=1200")).Ok().Id;
        var draft = await DraftAsync();
        var monthly = await PriceAsync("currency=usd&unit_amount=2000&recurring[interval]=month");
        foreach (var (refused, param) in new[]
                 {
                     (await ItemAsync($"pricing[price]={price}"), "pricing[price]"),
                     (await sandbox.PostAsync($"/v1/invoiceitems/{waiting}", $"pricing[price]={price}"), "pricing[price]"),
                     (await sandbox.PostAsync($"/v1/invoices/{draft}/add_lines", $"lines[0][pricing][price]={price}"), "lines[0][pricing][price]"),
                     (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={monthly}&add_invoice_items[0][price]={price}&payment_behavior=default_incomplete"), "add_invoice_items[0][price]"),
                 })
        {
            Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        }
    }
}
