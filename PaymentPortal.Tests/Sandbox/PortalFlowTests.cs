namespace PaymentPortal.Tests.Sandbox;

public sealed class PortalFlowTests : SandboxTests
{
    private async Task ConfigureAsync(string features) => (await sandbox.PostAsync("/v1/billing_portal/configurations", features)).Ok();

    private const string Confirm = "subscription_update_confirm&flow_data[subscription_update_confirm]";

    [Theory]
    [InlineData("subscription_cancel&flow_data[subscription_cancel][subscription]=sub_none", "subscription_cancel][subscription")]
    [InlineData("subscription_cancel&flow_data[subscription_cancel][subscription]={other}", "subscription_cancel][subscription")]
    [InlineData("subscription_update&flow_data[subscription_update][subscription]={other}", "subscription_update][subscription")]
    [InlineData($"{Confirm}[subscription]={{own}}&flow_data[subscription_update_confirm][items][0][id]=si_none", "subscription_update_confirm][items][0][id")]
    [InlineData($"{Confirm}[subscription]={{own}}&flow_data[subscription_update_confirm][items][0][id]={{item}}&flow_data[subscription_update_confirm][items][0][price]=price_none", "subscription_update_confirm][items][0][price")]
    [InlineData($"{Confirm}[subscription]={{own}}&flow_data[subscription_update_confirm][items][0][id]={{item}}&flow_data[subscription_update_confirm][items][0][price]={{price}}", "")]
    [InlineData("subscription_cancel&flow_data[subscription_cancel][subscription]={own}", "")]
    public async Task A_flow_is_about_the_customers_own_subscription(string flow, string refused)
    {
        await ConfigureAsync("features[subscription_cancel][enabled]=true&features[subscription_update][enabled]=true&features[subscription_update][default_allowed_updates][0]=price");
        var (one, two) = (await new Subscriber(sandbox).ArriveAsync(Subscriber.April), await new Subscriber(sandbox).ArriveAsync(Subscriber.April));
        await one.SubscribeAsync(2900);
        await two.SubscribeAsync(2900);
        var price = await one.PriceAsync(4900);
        flow = flow.Replace("{own}", one.Id).Replace("{other}", two.Id).Replace("{item}", one.Item).Replace("{price}", price);
        var answer = await sandbox.PostAsync("/v1/billing_portal/sessions", $"customer={one.Customer}&flow_data[type]={flow}");
        Assert.Equal(refused.Length > 0 ? (400, $"flow_data[{refused}]") : (200, ""), (answer.Status, answer.Status == 200 ? "" : answer.Text("error.param")));
    }

    [Theory]
    [InlineData("payment_method_update", "payment_method_update")]
    [InlineData("subscription_cancel&flow_data[subscription_cancel][subscription]={own}", "subscription_cancel")]
    [InlineData("subscription_update&flow_data[subscription_update][subscription]={own}", "subscription_update")]
    [InlineData($"{Confirm}[subscription]={{own}}&flow_data[subscription_update_confirm][items][0][id]={{item}}", "subscription_update")]
    public async Task A_flow_needs_its_feature(string flow, string feature)
    {
        await ConfigureAsync("features[invoice_history][enabled]=true");
        var one = await new Subscriber(sandbox).ArriveAsync(Subscriber.April);
        await one.SubscribeAsync(2900);
        var form = $"customer={one.Customer}&flow_data[type]={flow.Replace("{own}", one.Id).Replace("{item}", one.Item)}";
        var refused = await sandbox.PostAsync("/v1/billing_portal/sessions", form);
        Assert.Equal((400, "flow_data[type]"), (refused.Status, refused.Text("error.param")));
        var configuration = (await sandbox.PostAsync("/v1/billing_portal/configurations", $"features[{feature}][enabled]=true")).Ok().Id;
        Assert.Equal(configuration, (await sandbox.PostAsync("/v1/billing_portal/sessions", $"{form}&configuration={configuration}")).Ok().Text("configuration"));
    }
}
