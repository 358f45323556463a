namespace PaymentPortal.Tests.Sandbox;

/// <summary>Tests of checkout sessions: how one is opened, completed and looked at.</summary>
public abstract class CheckoutSessionTests : SandboxTests
{
    private protected const string Asks = "pm_card_authenticationRequired";

    private protected async Task<string> LineAsync(string mode) => mode == "setup" ? "currency=usd"
        : "line_items[0][quantity]=1&line_items[0][price]=" + await IdAsync("/v1/prices", $"currency=usd&unit_amount=2500&product_data[name]=Pro{(mode == "payment" ? "" : "&recurring[interval]=month")}");

    private protected async Task<string> OpenAsync(string mode, string more = "") =>
        await IdAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com/done&{await LineAsync(mode)}{more}");

    private protected Task<Answer> CompleteAsync(string session, string method = "pm_card_visa", string more = "") => sandbox.PostAsync($"/sandbox/checkout/sessions/{session}/complete", $"email=ada@example.com&name=Ada&payment_method={method}{more}");

    private protected async Task<Answer> SessionAsync(string id) => (await sandbox.GetAsync($"/v1/checkout/sessions/{id}")).Ok();

    /// <summary>The path of the intent that waits.</summary>
    private protected async Task<string> IntentAsync(string mode)
    {
        var noun = mode is "setup" or "trial" ? "setup_intents" : "payment_intents";
        return $"/v1/{noun}/{(await sandbox.GetAsync($"/v1/{noun}")).Text("data.0.id")}";
    }

    private protected async Task PassAsync(string intent) => (await sandbox.PostAsync(
        "/v1/3ds2/authenticate", $"source={(await sandbox.GetAsync(intent)).Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome=succeeded", Buyer.Page)).Ok();
}
