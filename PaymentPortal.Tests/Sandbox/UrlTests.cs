namespace PaymentPortal.Tests.Sandbox;

public sealed class UrlTests : SandboxTests
{
    private const string Session = "checkout/sessions?mode=setup&currency=usd";

    [Theory]
    [InlineData($"{Session}&success_url=", "success_url")]
    [InlineData($"{Session}&success_url=https://example.com&cancel_url=", "cancel_url")]
    [InlineData($"{Session}&ui_mode=embedded_page&return_url=", "return_url")]
    [InlineData("billing_portal/sessions?customer={customer}&return_url=", "return_url")]
    [InlineData("billing_portal/sessions?customer={customer}&flow_data[type]=payment_method_update&flow_data[after_completion][type]=redirect&flow_data[after_completion][redirect][return_url]=", "flow_data[after_completion][redirect][return_url]")]
    [InlineData("billing_portal/configurations?features[invoice_history][enabled]=true&default_return_url=", "default_return_url")]
    [InlineData("billing_portal/configurations?features[invoice_history][enabled]=true&business_profile[privacy_policy_url]=", "business_profile[privacy_policy_url]")]
    [InlineData("products?name=Pro&url=", "url")]
    [InlineData("webhook_endpoints?enabled_events[]=*&url=", "url")]
    public async Task What_no_browser_could_be_sent_to_is_refused(string call, string param)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        (await sandbox.PostAsync("/v1/billing_portal/configurations", "features[payment_method_update][enabled]=true")).Ok();
        var (path, form) = (call.Split('?')[0], call.Split('?')[1].Replace("{customer}", customer));
        foreach (var url in new[] { "nourl", "/relative", "javascript:alert(1)", "ftp://example.com" })
        {
            var refused = await sandbox.PostAsync("/v1/" + path, form + url);
            Assert.Equal((400, "url_invalid", "Not a valid URL", param), (refused.Status, refused.Text("error.code"), refused.Text("error.message"), refused.Text("error.param")));
        }
        (await sandbox.PostAsync("/v1/" + path, form + "https://example.com/done?session={CHECKOUT_SESSION_ID}")).Ok();
    }

    [Theory]
    [InlineData("payment_intents", "amount=1000&currency=usd&payment_method=pm_card_visa")]
    [InlineData("setup_intents", "payment_method=pm_card_visa")]
    public async Task A_payment_leads_back_to_a_page_or_into_an_app(string kind, string form)
    {
        var intent = (await sandbox.PostAsync($"/v1/{kind}", form)).Ok().Id;
        foreach (var url in new[] { "nourl", "/relative", "//elsewhere.example", "javascript:alert(1)", "data:text/html,hello" })
        {
            foreach (var refused in new[] { await sandbox.PostAsync($"/v1/{kind}", $"{form}&confirm=true&return_url={url}"), await sandbox.PostAsync($"/v1/{kind}/{intent}/confirm", $"return_url={url}") })
                Assert.Equal((400, "url_invalid", "return_url"), (refused.Status, refused.Text("error.code"), refused.Text("error.param")));
        }
        Assert.Equal("succeeded", (await sandbox.PostAsync($"/v1/{kind}/{intent}/confirm", "return_url=shop://done")).Ok().Text("status"));
    }
}
