namespace PaymentPortal.Tests.Sandbox;

public sealed class ArchivedTaxRateTests : SandboxTests
{
    private const long Start = Subscriber.April;

    private async Task<string> RateAsync() => (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=false")).Ok().Id;

    private async Task ArchiveAsync(string rate) => (await sandbox.PostAsync($"/v1/tax_rates/{rate}", "active=false")).Ok();

    [Theory]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={price}&default_tax_rates[0]={rate}", "default_tax_rates")]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={price}&items[0][tax_rates][0]={rate}", "items[0][tax_rates]")]
    [InlineData("subscriptions/{subscription}", "default_tax_rates[0]={rate}", "default_tax_rates")]
    [InlineData("subscriptions/{subscription}", "items[0][id]={item}&items[0][tax_rates][0]={rate}", "items[0][tax_rates]")]
    [InlineData("invoiceitems", "customer={customer}&amount=100&currency=usd&tax_rates[0]={rate}", "tax_rates")]
    [InlineData("invoices", "customer={customer}&default_tax_rates[0]={rate}", "default_tax_rates")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={price}&phases[0][items][0][tax_rates][0]={rate}", "phases[0][items][0][tax_rates]")]
    [InlineData("checkout/sessions", "mode=subscription&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1&line_items[0][tax_rates][0]={rate}", "line_items[0][tax_rates][0]")]
    [InlineData("checkout/sessions", "mode=subscription&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1&subscription_data[default_tax_rates][0]={rate}", "subscription_data[default_tax_rates]")]
    public async Task It_is_not_used_for_anything_new(string path, string form, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        var rate = await RateAsync();
        await ArchiveAsync(rate);
        var price = await one.PriceAsync(2900);
        string Named(string text) => text.Replace("{customer}", one.Customer).Replace("{subscription}", one.Id).Replace("{item}", one.Item).Replace("{price}", price).Replace("{rate}", rate);
        var refused = await sandbox.PostAsync("/v1/" + Named(path), Named(form));
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        Assert.Contains(rate, refused.Text("error.message"));
    }

    [Fact]
    public async Task What_uses_it_already_goes_on()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var (whole, single) = (await RateAsync(), await RateAsync());
        await one.SubscribeAsync(1000, $"&default_tax_rates[0]={whole}&items[0][tax_rates][0]={single}");
        await ArchiveAsync(whole);
        await ArchiveAsync(single);
        (await one.UpdateAsync($"items[0][id]={one.Item}&items[0][quantity]=2&proration_behavior=none")).Ok();
        await one.AdvanceAsync(Start + 32 * Subscriber.Day);
        Assert.Equal(2400, (await one.StateAsync()).Number("latest_invoice.total"));
    }

    [Theory]
    [InlineData("line_items[0][tax_rates][0]")]
    [InlineData("subscription_data[default_tax_rates][0]")]
    public async Task A_session_that_was_opened_with_it_can_be_completed(string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var rate = await RateAsync();
        var session = (await sandbox.PostAsync("/v1/checkout/sessions",
            $"mode=subscription&success_url=https://example.com&customer={one.Customer}&line_items[0][price]={await one.PriceAsync(1000)}&line_items[0][quantity]=1&{param}={rate}")).Ok();
        await ArchiveAsync(rate);
        Assert.Equal(1200, (await sandbox.PostAsync($"/sandbox/checkout/sessions/{session.Id}/complete", "")).Ok().Number("amount_total"));
    }

    [Fact]
    public async Task A_phase_that_was_planned_with_it_begins_with_it()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var rate = await RateAsync();
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules",
            $"customer={one.Customer}&start_date={Start + Subscriber.Day}&phases[0][items][0][price]={await one.PriceAsync(1000)}&phases[0][items][0][tax_rates][0]={rate}&phases[0][default_tax_rates][0]={rate}")).Ok().Id;
        await ArchiveAsync(rate);
        await one.AdvanceAsync(Start + 2 * Subscriber.Day);
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscription_schedules/{schedule}")).Text("status"));
        Assert.Equal(1200, Subscriber.At((await one.InvoicesAsync())[0], "total"));
    }
}
