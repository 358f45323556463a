namespace PaymentPortal.Tests.Sandbox;

/// <summary>Charges without an intent, tries to set up a card, and payouts that nobody can take back.</summary>
public sealed class OldChargeTests : SandboxTests
{
    [Fact]
    public async Task A_token_is_charged_at_once_and_booked()
    {
        var charge = (await sandbox.PostAsync("/v1/charges", "amount=1234&currency=usd&source=tok_mastercard&description=Book&metadata[order]=7&expand[]=balance_transaction")).Ok();
        Assert.Equal(("succeeded", "", "MasterCard", "card", "7"), (charge.Text("status"), charge.Text("payment_intent"), charge.Text("source.brand"), charge.Text("source.object"), charge.Text("metadata.order")));
        Assert.Equal(1234 - 66, charge.Number("balance_transaction.net"));
        Assert.Equal("succeeded", (await sandbox.PostAsync("/v1/refunds", $"charge={charge.Id}&amount=234")).Ok().Text("status"));
        Assert.Equal("charge.succeeded", (await sandbox.GetAsync("/v1/events?type=charge.*&limit=100")).Data[^1]!["type"]!.ToString());
    }

    [Fact]
    public async Task An_authorisation_is_captured_in_part_and_once()
    {
        var charge = (await sandbox.PostAsync("/v1/charges", "amount=1000&currency=usd&source=tok_visa&capture=false")).Ok();
        Assert.Equal("false", charge.Text("captured"));
        Assert.Equal(charge.Number("created") + (7 * 86_400), charge.Number("payment_method_details.card.capture_before"));
        var captured = (await sandbox.PostAsync($"/v1/charges/{charge.Id}/capture", "amount=600")).Ok();
        Assert.Equal(("true", 600L, 400L), (captured.Text("captured"), captured.Number("amount_captured"), captured.Number("amount_refunded")));
        Assert.Equal("charge_already_captured", (await sandbox.PostAsync($"/v1/charges/{charge.Id}/capture")).Text("error.code"));
    }

    [Fact]
    public async Task Refunding_an_authorisation_lets_it_go_whole()
    {
        var charge = (await sandbox.PostAsync("/v1/charges", "amount=1000&currency=usd&source=tok_visa&capture=false")).Ok();
        Assert.Equal("amount", (await sandbox.PostAsync("/v1/refunds", $"charge={charge.Id}&amount=999")).Text("error.param"));
        var refund = (await sandbox.PostAsync("/v1/refunds", $"charge={charge.Id}")).Ok();
        Assert.Equal(("succeeded", 1000L, ""), (refund.Text("status"), refund.Number("amount"), refund.Text("balance_transaction")));
        var released = (await sandbox.GetAsync($"/v1/charges/{charge.Id}")).Ok();
        Assert.Equal(("false", "true", 1000L, 0L), (released.Text("captured"), released.Text("refunded"), released.Number("amount_refunded"), released.Number("amount_captured")));
        Assert.Empty((await sandbox.GetAsync("/v1/balance_transactions")).Data);
        Assert.Equal(["charge.refunded", "charge.succeeded"], (await sandbox.GetAsync("/v1/events?type=charge.*")).Data.Select(e => e!["type"]!.ToString()));
        Assert.Equal("charge_already_refunded", (await sandbox.PostAsync("/v1/refunds", $"charge={charge.Id}")).Text("error.code"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/charges/{charge.Id}/capture")).Status);
    }

    [Fact]
    public async Task A_declined_charge_has_nothing_to_give_back()
    {
        var declined = (await sandbox.PostAsync("/v1/charges", "amount=1000&currency=usd&source=tok_chargeDeclined")).Text("error.charge");
        var refused = await sandbox.PostAsync("/v1/refunds", $"charge={declined}");
        Assert.Equal((400, "charge", "charge_not_refundable"), (refused.Status, refused.Text("error.param"), refused.Text("error.code")));
    }

    [Theory]
    [InlineData("amount=1000&currency=usd&source=tok_chargeDeclinedInsufficientFunds", 402, "card_declined", "insufficient_funds")]
    [InlineData("amount=1000&currency=usd&source=tok_threeDSecureRequired", 402, "authentication_required", "authentication_required")]
    [InlineData("amount=1000&currency=usd&source=tok_none", 400, "resource_missing", "")]
    [InlineData("amount=1000&currency=usd", 400, "parameter_missing", "")]
    [InlineData("amount=1000&currency=usd&customer=CUSTOMER", 402, "missing", "")]
    [InlineData("amount=1000&currency=usd&customer=CUSTOMER&source=tok_visa", 402, "missing", "")]
    [InlineData("amount=49&currency=usd&source=tok_visa", 400, "amount_too_small", "")]
    [InlineData("currency=usd&source=tok_visa", 400, "parameter_missing", "")]
    public async Task What_cannot_be_charged_is_refused(string form, int status, string code, string decline)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var refused = await sandbox.PostAsync("/v1/charges", form.Replace("CUSTOMER", customer));
        Assert.Equal((status, code, decline), (refused.Status, refused.Text("error.code"), refused.Error["decline_code"]?.ToString() ?? ""));
        Assert.Equal(decline.Length > 0 ? 1 : 0, (await sandbox.GetAsync("/v1/charges")).Data.Count);
    }

    [Fact]
    public async Task Each_try_to_set_up_a_card_is_listed_with_its_end()
    {
        var intent = (await sandbox.PostAsync("/v1/setup_intents")).Ok().Id;
        Assert.Equal(402, (await sandbox.PostAsync($"/v1/setup_intents/{intent}/confirm", "payment_method=pm_card_chargeDeclined&return_url=https://example.com")).Status);
        (await sandbox.PostAsync($"/v1/setup_intents/{intent}/confirm", "payment_method=pm_card_authenticationRequired&return_url=https://example.com")).Ok();
        var challenged = (await sandbox.PostAsync($"/v1/setup_intents/{intent}/confirm", "payment_method=pm_card_authenticationRequired&use_stripe_sdk=true")).Ok();
        (await sandbox.PostAsync("/v1/3ds2/authenticate", $"source={challenged.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome=succeeded", Buyer.Page)).Ok();
        var tries = (await sandbox.GetAsync($"/v1/setup_attempts?setup_intent={intent}")).Ok();
        Assert.Equal(["succeeded", "abandoned", "failed"], tries.Data.Select(t => t!["status"]!.ToString()));
        Assert.Equal(("challenge", "card_declined"), (tries.Text("data.0.payment_method_details.card.three_d_secure.authentication_flow"), tries.Text("data.2.setup_error.code")));
        Assert.Equal(tries.Text("data.0.id"), (await sandbox.GetAsync($"/v1/setup_intents/{intent}?expand[]=latest_attempt")).Ok().Text("latest_attempt.id"));
        Assert.Equal("setup_intent", (await sandbox.GetAsync("/v1/setup_attempts")).Text("error.param"));
    }

    [Fact]
    public async Task A_payout_of_the_account_itself_is_not_reversed()
    {
        var till = await new Till(sandbox).OpenAsync();
        (await till.PayAsync("pm_card_bypassPending", 5000)).Ok();
        await till.AdvanceAsync(5);
        var payout = (await sandbox.GetAsync("/v1/payouts")).Text("data.0.id");
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/payouts/{payout}/reverse")).Status);
        Assert.Equal(404, (await sandbox.PostAsync("/v1/payouts/po_none/reverse")).Status);
    }
}
