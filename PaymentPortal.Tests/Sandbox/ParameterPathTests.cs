namespace PaymentPortal.Tests.Sandbox;

public sealed class ParameterPathTests : SandboxTests
{
    [Theory]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={monthly}&items[0][quantity]=-1", "items[0][quantity]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={monthly}&items[1][price]={yearly}&items[1][quantity]=-1", "items[1][quantity]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price_data][product]={product}&items[0][price_data][recurring][interval]=month&items[0][price_data][currency]=usd&items[0][price_data][unit_amount]=1000000000000", "items[0][price_data][unit_amount]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price_data][product]={product}&items[0][price_data][recurring][interval]=month&items[0][price_data][currency]=xyz&items[0][price_data][unit_amount]=100", "items[0][price_data][currency]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price_data][product]=prod_none&items[0][price_data][currency]=usd&items[0][price_data][unit_amount]=100&items[0][price_data][recurring][interval]=month", "items[0][price_data][product]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price_data][product]={product}&items[0][price_data][currency]=usd&items[0][price_data][unit_amount]=100&items[0][price_data][recurring][interval]=month&items[0][price_data][recurring][interval_count]=99", "items[0][price_data][recurring][interval_count]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={monthly}&items[0][tax_rates][0]=txr_none", "items[0][tax_rates]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={monthly}&add_invoice_items[0][price]=price_none", "add_invoice_items[0][price]")]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={monthly}&add_invoice_items[0][price]={monthly}", "add_invoice_items[0][price]")]
    [InlineData("subscriptions/{subscription}", "items[0][id]={item}&items[0][quantity]=-1", "items[0][quantity]")]
    [InlineData("subscriptions/{subscription}", "items[0][id]={item}&items[0][tax_rates][0]=txr_none", "items[0][tax_rates]")]
    [InlineData("subscriptions/{subscription}", "items[0][price]={yearly}&items[0][quantity]=-1", "items[0][quantity]")]
    [InlineData("subscription_items/{item}", "quantity=-1", "quantity")]
    [InlineData("subscription_items", "subscription={subscription}&price=price_none", "price")]
    [InlineData("subscription_items", "subscription={subscription}&price_data[product]={product}&price_data[currency]=xyz&price_data[unit_amount]=100&price_data[recurring][interval]=month", "price_data[currency]")]
    [InlineData("checkout/sessions", "mode=payment&success_url=https://example.com&line_items[0][quantity]=1&line_items[0][price_data][product_data][name]=Pro&line_items[0][price_data][unit_amount]=100&line_items[0][price_data][currency]=xyz", "line_items[0][price_data][currency]")]
    [InlineData("invoices/create_preview", "customer={customer}&subscription_details[items][0][price]=price_none", "subscription_details[items][0][price]")]
    [InlineData("invoices/create_preview", "customer={customer}&subscription_details[items][0][price]={monthly}&subscription_details[items][0][quantity]=-1", "subscription_details[items][0][quantity]")]
    [InlineData("invoices/create_preview", "subscription={subscription}&subscription_details[items][0][id]={item}&subscription_details[items][0][quantity]=-1", "subscription_details[items][0][quantity]")]
    [InlineData("invoices/create_preview", "customer={customer}&invoice_items[0][price]=price_none", "invoice_items[0][price]")]
    [InlineData("invoices/create_preview", "customer={customer}&schedule_details[phases][0][items][0][price]=price_none", "schedule_details[phases][0][items][0][price]")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={monthly}&phases[0][items][0][quantity]=-1", "phases[0][items][0][quantity]")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={monthly}&phases[0][default_tax_rates][0]=txr_none", "phases[0][default_tax_rates]")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={monthly}&phases[0][add_invoice_items][0][price]=price_none", "phases[0][add_invoice_items][0][price]")]
    [InlineData("customers", "tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=nonsense", "tax_id_data[0][value]")]
    [InlineData("products", "name=Pro&default_price_data[currency]=xyz&default_price_data[unit_amount]=100", "default_price_data[currency]")]
    [InlineData("invoiceitems", "customer={customer}&pricing[price]=price_none", "pricing[price]")]
    [InlineData("invoiceitems", "customer={customer}&price_data[product]={product}&price_data[currency]=xyz&price_data[unit_amount]=100", "price_data[currency]")]
    public async Task A_parameter_that_is_refused_is_named_with_the_whole_way_to_it(string path, string form, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Subscriber.April);
        await one.SubscribeAsync(2900);
        async Task<string> IdAsync(string kind, string what) => (await sandbox.PostAsync($"/v1/{kind}", what)).Ok().Id;
        var names = new Dictionary<string, string>
        {
            ["{customer}"] = one.Customer,
            ["{subscription}"] = one.Id,
            ["{item}"] = one.Item,
            ["{monthly}"] = await one.PriceAsync(2900),
            ["{yearly}"] = await one.PriceAsync(29000, "year"),
            ["{product}"] = await IdAsync("products", "name=Other"),
        };
        string Named(string text) => names.Aggregate(text, (said, name) => said.Replace(name.Key, name.Value));
        var refused = await sandbox.PostAsync("/v1/" + Named(path), Named(form));
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
    }

    [Fact]
    public async Task What_is_missing_is_said_with_the_whole_way_to_it_too()
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var refused = await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price_data][currency]=usd&items[0][price_data][unit_amount]=100&items[0][price_data][recurring][interval]=month");
        Assert.Equal((400, "Missing required param: items[0][price_data][product]."), (refused.Status, refused.Text("error.message")));
    }
}
