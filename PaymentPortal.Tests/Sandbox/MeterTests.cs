namespace PaymentPortal.Tests.Sandbox;

public sealed class MeterTests : SandboxTests
{
    private const long Start = 1_769_860_800; // 31 January 2026, 12:00 UTC

    private string customer = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        customer = (await sandbox.PostAsync("/v1/customers", $"test_clock={clock}")).Ok().Id;
    }

    private async Task<string> MeterAsync(string formula) =>
        (await sandbox.PostAsync("/v1/billing/meters", $"display_name=Calls&event_name=calls&default_aggregation[formula]={formula}")).Ok().Id;

    private Task<Answer> ReportAsync(string value, long at = Start, string identifier = "") =>
        sandbox.PostAsync("/v1/billing/meter_events", $"event_name=calls&payload[stripe_customer_id]={customer}&payload[value]={value}&timestamp={at}{(identifier.Length > 0 ? $"&identifier={identifier}" : "")}");

    private async Task<List<decimal>> UsedAsync(string meter, string window = "") =>
        [.. (await sandbox.GetAsync($"/v1/billing/meters/{meter}/event_summaries?customer={customer}&start_time={Start - 86_400 - 43_200}&end_time={Start + 43_200}{window}")).Ok().Data.Select(s => s!["aggregated_value"]!.GetValue<decimal>())];

    [Theory]
    [InlineData("sum", "10.5")]
    [InlineData("count", "3")]
    [InlineData("last", "0.5")]
    public async Task Usage_is_added_counted_or_replaced(string formula, string expected)
    {
        var meter = await MeterAsync(formula);
        (await ReportAsync("7", Start - 50_000)).Ok();
        (await ReportAsync("0.5", Start - 1)).Ok();
        (await ReportAsync("3", Start - 60_000)).Ok();
        Assert.Equal([decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)], await UsedAsync(meter));
        Assert.Equal(2, (await UsedAsync(meter, "&value_grouping_window=day")).Count);
    }

    [Fact]
    public async Task An_identifier_counts_once_and_a_cancelled_event_not_at_all()
    {
        var meter = await MeterAsync("sum");
        var first = (await ReportAsync("7", identifier: "one")).Ok();
        Assert.Equal(("billing.meter_event", "one", "7"), (first.Text("object"), first.Text("identifier"), first.Text("payload.value")));
        Assert.Null(first.Body["id"]);
        var again = await ReportAsync("7", identifier: "one");
        Assert.Equal((400, "duplicate_meter_event"), (again.Status, again.Error["code"]!.ToString()));
        Assert.Equal([7m], await UsedAsync(meter));
        (await sandbox.PostAsync("/v1/billing/meter_event_adjustments", "event_name=calls&type=cancel&cancel[identifier]=one")).Ok();
        Assert.Empty(await UsedAsync(meter));
        Assert.Equal(400, (await sandbox.PostAsync("/v1/billing/meter_event_adjustments", "event_name=calls&type=cancel&cancel[identifier]=one")).Status);
    }

    [Theory]
    [InlineData("event_name=unknown&payload[stripe_customer_id]=CUSTOMER&payload[value]=1", "event_name")]
    [InlineData("event_name=calls&payload[value]=1", "payload[stripe_customer_id]")]
    [InlineData("event_name=calls&payload[stripe_customer_id]=cus_none&payload[value]=1", "payload[stripe_customer_id]")]
    [InlineData("event_name=calls&payload[stripe_customer_id]=CUSTOMER", "payload[value]")]
    [InlineData("event_name=calls&payload[stripe_customer_id]=CUSTOMER&payload[value]=many", "payload[value]")]
    [InlineData("event_name=calls&payload[stripe_customer_id]=CUSTOMER&payload[value]=1000000000000000", "payload[value]")]
    [InlineData("event_name=calls&payload[stripe_customer_id]=CUSTOMER&payload[value]=1&timestamp=1", "timestamp")]
    [InlineData("event_name=calls&payload[stripe_customer_id]=CUSTOMER&payload[value]=1&timestamp=99999999999", "timestamp")]
    public async Task Usage_that_cannot_be_counted_is_refused(string form, string param)
    {
        var meter = await MeterAsync("sum");
        var refused = await sandbox.PostAsync("/v1/billing/meter_events", form.Replace("CUSTOMER", customer, StringComparison.Ordinal));
        Assert.Equal((400, param), (refused.Status, refused.Error["param"]!.ToString()));
        Assert.Empty(await UsedAsync(meter));
    }

    [Fact]
    public async Task What_is_metered_takes_no_quantity()
    {
        var meter = await MeterAsync("sum");
        var price = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount=3&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}&product_data[name]=Calls")).Ok().Id;
        (string Path, string Form, string Param)[] asked =
        [
            ("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&items[0][quantity]=3", "items[0][quantity]"),
            ("/v1/subscription_schedules", $"customer={customer}&start_date={Start + 86_400}&phases[0][items][0][price]={price}&phases[0][items][0][quantity]=3&phases[0][duration][interval]=month", "phases[0][items][0][quantity]"),
            ("/v1/checkout/sessions", $"mode=subscription&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=3", "line_items[0][quantity]"),
        ];
        foreach (var (path, form, param) in asked)
        {
            var refused = await sandbox.PostAsync(path, form);
            Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        }
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&collection_method=send_invoice&days_until_due=7")).Ok();
        var item = subscription.Text("items.data.0.id");
        Assert.Equal("items[0][quantity]", (await sandbox.PostAsync($"/v1/subscriptions/{subscription.Id}", $"items[0][id]={item}&items[0][quantity]=3")).Text("error.param"));
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", $"mode=subscription&success_url=https://example.com&line_items[0][price]={price}&expand[]=line_items")).Ok();
        Assert.Null(session.At("line_items.data.0.quantity"));
    }

    [Fact]
    public async Task A_meter_has_its_event_name_for_itself_until_it_is_deactivated()
    {
        var meter = await MeterAsync("sum");
        Assert.Equal(400, (await sandbox.PostAsync("/v1/billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=sum")).Status);
        Assert.Equal("inactive", (await sandbox.PostAsync($"/v1/billing/meters/{meter}/deactivate")).Ok().Text("status"));
        Assert.Equal(400, (await ReportAsync("1")).Status);
        Assert.Equal("active", (await sandbox.PostAsync($"/v1/billing/meters/{meter}/reactivate")).Ok().Text("status"));
        (await ReportAsync("1")).Ok();
    }
}
