namespace PaymentPortal.Tests.Sandbox;

public sealed class TestCardTests : TillTests
{
    [Theory]
    [InlineData("4242424242424242", "visa", "US", "credit")]
    [InlineData("5200828282828210", "mastercard", "US", "debit")]
    [InlineData("5105105105105100", "mastercard", "US", "prepaid")]
    [InlineData("371449635398431", "amex", "US", "credit")]
    [InlineData("36227206271667", "diners", "US", "credit")]
    [InlineData("6205500000000000004", "unionpay", "CN", "credit")]
    [InlineData("4000008260000000", "visa", "GB", "credit")]
    [InlineData("4000002760000016", "visa", "DE", "credit")]
    [InlineData("4000003920000003", "visa", "JP", "credit")]
    public async Task A_test_number_is_the_card_that_Stripe_publishes(string number, string brand, string country, string funding)
    {
        var card = (await sandbox.PostAsync("/v1/payment_methods", $"type=card&card[number]={number}&card[exp_month]=12&card[exp_year]=2040", Buyer.Page)).Ok();
        Assert.Equal((brand, country, funding, number[^4..]), (card.Text("card.brand"), card.Text("card.country"), card.Text("card.funding"), card.Text("card.last4")));
        Assert.Equal("succeeded", (await till.PayAsync(card.Id)).Ok().Text("status"));
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined", "generic_decline")]
    [InlineData("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds")]
    [InlineData("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card")]
    [InlineData("pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card")]
    [InlineData("pm_card_visa_chargeDeclinedVelocityLimitExceeded", "card_declined", "card_velocity_exceeded")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card")]
    [InlineData("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc")]
    [InlineData("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error")]
    [InlineData("pm_card_cvcCheckFail", "incorrect_cvc", "incorrect_cvc")]
    [InlineData("pm_card_radarBlock", "card_declined", "fraudulent")]
    [InlineData("pm_card_riskLevelHighest", "card_declined", "fraudulent")]
    [InlineData("pm_card_chargeCustomerFail", "card_declined", "generic_decline")]
    public async Task A_declining_card_declines_and_moves_no_money(string name, string code, string declineCode)
    {
        var refused = await till.PayAsync(name);
        Assert.Equal((402, "card_error", code, declineCode), (refused.Status, refused.Text("error.type"), refused.Text("error.code"), refused.Text("error.decline_code")));
        Assert.Equal("requires_payment_method", refused.Text("error.payment_intent.status"));
        var charge = (await sandbox.GetAsync($"/v1/charges/{refused.Text("error.charge")}")).Ok();
        Assert.Equal(("failed", code, "false"), (charge.Text("status"), charge.Text("failure_code"), charge.Text("captured")));
        Assert.Empty(await sandbox.AllAsync("/v1/balance_transactions"));
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", 402)]
    [InlineData("pm_card_cvcCheckFail", 402)]
    [InlineData("pm_card_chargeCustomerFail", 200)]
    [InlineData("pm_card_authenticationRequired", 200)]
    [InlineData("pm_card_riskLevelHighest", 200)]
    public async Task Attaching_asks_the_bank(string name, int status) => Assert.Equal(status, (await sandbox.PostAsync($"/v1/payment_methods/{name}/attach", $"customer={till.Customer}")).Status);

    [Theory]
    [InlineData("pm_card_riskLevelElevated", "outcome.risk_level", "elevated")]
    [InlineData("pm_card_avsZipFail", "payment_method_details.card.checks.address_postal_code_check", "fail")]
    [InlineData("pm_card_avsLine1Fail", "payment_method_details.card.checks.address_line1_check", "fail")]
    [InlineData("pm_card_avsUnchecked", "payment_method_details.card.checks.address_postal_code_check", "unavailable")]
    [InlineData("pm_card_visa", "payment_method_details.card.checks.address_postal_code_check", "pass")]
    public async Task A_charge_tells_what_was_found(string name, string path, string value)
    {
        var card = (await sandbox.PostAsync($"/v1/payment_methods/{name}/attach", $"customer={till.Customer}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/payment_methods/{card}", "billing_details[address][postal_code]=12345&billing_details[address][line1]=Main Street 1")).Ok();
        Assert.Equal(value, (await till.PayAsync(card)).Ok().Text("latest_charge." + path));
    }

    [Theory]
    // card, on session, off session before and after it was set up
    [InlineData("pm_card_authenticationRequired", "requires_action", "authentication_required", "authentication_required")]
    [InlineData("pm_card_authenticationRequiredOnSetup", "requires_action", "authentication_required", "succeeded")]
    [InlineData("pm_card_authenticationRequiredSetupForOffSession", "requires_action", "succeeded", "succeeded")]
    [InlineData("pm_card_threeDSecure2Required", "requires_action", "authentication_required", "authentication_required")]
    [InlineData("pm_card_threeDSecureOptional", "succeeded", "succeeded", "succeeded")]
    [InlineData("pm_card_visa", "succeeded", "succeeded", "succeeded")]
    public async Task Authentication_is_asked_for_when_the_card_wants_it(string name, string onSession, string before, string after)
    {
        static string Outcome(Answer answer) => answer.Status == 200 ? answer.Text("status") : answer.Text("error.code");
        Assert.Equal(onSession, Outcome(await till.PayAsync(name)));
        Assert.Equal(before, Outcome(await till.PayAsync(name, more: "&off_session=true")));
        var setup = (await sandbox.PostAsync("/v1/setup_intents", $"customer={till.Customer}&payment_method={name}&confirm=true&use_stripe_sdk=true")).Ok();
        if (setup.Text("status") == "requires_action")
            (await sandbox.PostAsync("/v1/3ds2/authenticate", $"source={setup.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome=succeeded", Buyer.Page)).Ok();
        var saved = (await sandbox.GetAsync($"/v1/setup_intents/{setup.Id}")).Ok();
        Assert.Equal("succeeded", saved.Text("status"));
        Assert.Equal(after, Outcome(await till.PayAsync(saved.Text("payment_method"), more: "&off_session=true")));
    }

    [Fact]
    public async Task A_card_that_declines_after_authentication_leaves_the_intent_to_be_paid_otherwise()
    {
        var asked = (await till.PayAsync("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", more: "&use_stripe_sdk=true")).Ok();
        (await sandbox.PostAsync("/v1/3ds2/authenticate", $"source={asked.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome=succeeded", Buyer.Page)).Ok();
        var intent = (await sandbox.GetAsync($"/v1/payment_intents/{asked.Id}?expand[]=latest_charge")).Ok();
        Assert.Equal(("requires_payment_method", "insufficient_funds"), (intent.Text("status"), intent.Text("last_payment_error.decline_code")));
        Assert.Equal("authenticated", intent.Text("latest_charge.payment_method_details.card.three_d_secure.result"));
    }

    [Fact]
    public async Task An_intent_may_ask_for_authentication_itself()
    {
        const string asking = "&payment_method_options[card][request_three_d_secure]=any";
        Assert.Equal("requires_action", (await till.PayAsync("pm_card_threeDSecureOptional", more: asking)).Ok().Text("status"));
        Assert.Equal("attempt_acknowledged", (await till.PayAsync("pm_card_visa", more: asking)).Ok().Text("latest_charge.payment_method_details.card.three_d_secure.result"));
        var refused = await till.PayAsync("pm_card_authenticationRequired", more: "&error_on_requires_action=true");
        Assert.Equal((402, "authentication_required"), (refused.Status, refused.Text("error.code")));
    }

    [Fact]
    public async Task A_server_may_not_send_a_cards_number_unless_it_was_allowed()
    {
        const string card = "type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2040";
        var refused = await sandbox.PostAsync("/v1/payment_methods", card);
        Assert.Equal((400, "invalid_request_error"), (refused.Status, refused.Text("error.type")));
        Assert.StartsWith("Sending credit card numbers directly", refused.Text("error.message"), StringComparison.Ordinal);
        Assert.Equal("4242", (await sandbox.PostAsync("/v1/payment_methods", "type=card&card[token]=tok_visa")).Ok().Text("card.last4"));
        await using var allowing = await SandboxHost.StartAsync("none", ("Sandbox:RawCardNumbers", "true"));
        (await allowing.PostAsync("/v1/payment_methods", card)).Ok();
    }

    [Theory]
    [InlineData("payment_method=pm_card_nobodyKnows", "payment_method", "resource_missing")]
    [InlineData("payment_method=pm_usBankAccount_nope", "payment_method", "resource_missing")]
    [InlineData("payment_method=tok_visa", "payment_method", "resource_missing")]
    [InlineData("payment_method_types[]=gold", "payment_method_types", "payment_intent_invalid_parameter")]
    [InlineData("payment_method=pm_sepaDebit_success_de", "payment_method", "payment_intent_incompatible_payment_method")]
    [InlineData("payment_method=pm_usBankAccount_success&payment_method_types[]=card", "payment_method", "payment_intent_incompatible_payment_method")]
    [InlineData("off_session=true", "off_session", "")]
    public async Task What_cannot_pay_is_refused_with_its_parameter(string more, string param, string code)
    {
        var refused = await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=usd&" + more);
        Assert.Equal((400, param, code), (refused.Status, refused.Text("error.param"), refused.Text("error.code")));
        Assert.Empty(await sandbox.AllAsync("/v1/payment_intents"));
    }

    [Fact]
    public async Task A_fingerprint_is_of_the_number_alone()
    {
        async Task<string> Print(string name) => (await sandbox.PostAsync($"/v1/payment_methods/{name}/attach", $"customer={till.Customer}")).Ok().Text("card.fingerprint");
        Assert.Equal(await Print("pm_card_visa"), await Print("pm_card_us"));
        Assert.NotEqual(await Print("pm_card_visa"), await Print("pm_card_visa_debit"));
        await using var other = await SandboxHost.StartAsync();
        Assert.NotEqual(await Print("pm_card_visa"), (await other.PostAsync("/v1/payment_methods", "type=card&card[token]=tok_visa")).Ok().Text("card.fingerprint"));
    }

    [Fact]
    public async Task A_card_expires_on_the_clock_and_pays_again_once_renewed()
    {
        var card = (await sandbox.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={till.Customer}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/payment_methods/{card}", "card[exp_month]=3&card[exp_year]=2026")).Ok();
        Assert.Equal("succeeded", (await till.PayAsync(card)).Ok().Text("status"));
        await till.AdvanceAsync(60);
        Assert.Equal("expired_card", (await till.PayAsync(card)).Text("error.code"));
        Assert.Equal("invalid_expiry_year", (await sandbox.PostAsync($"/v1/payment_methods/{card}", "card[exp_year]=2025")).Text("error.code"));
        (await sandbox.PostAsync($"/v1/payment_methods/{card}", "card[exp_year]=2031")).Ok();
        Assert.Equal("succeeded", (await till.PayAsync(card)).Ok().Text("status"));
        Assert.Equal(["payment_method.attached", "payment_method.updated", "payment_method.updated"], await till.ToldAsync(card));
    }

    [Fact]
    public async Task A_detached_card_pays_no_more()
    {
        var card = (await sandbox.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={till.Customer}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/payment_methods/{card}/detach")).Ok();
        Assert.Equal(400, (await till.PayAsync(card)).Status);
        Assert.Empty((await sandbox.GetAsync($"/v1/payment_methods?customer={till.Customer}")).Data);
    }

    [Fact]
    public async Task A_page_that_is_refused_sees_no_more_of_the_intent_than_otherwise()
    {
        var intent = (await sandbox.PostAsync("/v1/payment_intents", $"amount=1000&currency=usd&customer={till.Customer}&metadata[secret]=1")).Ok();
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/confirm", $"client_secret={intent.Text("client_secret")}&payment_method=pm_card_chargeDeclined", Buyer.Page);
        Assert.Equal((402, "requires_payment_method", "card_declined"), (refused.Status, refused.Text("error.payment_intent.status"), refused.Text("error.payment_intent.last_payment_error.code")));
        Assert.Null(refused.At("error.payment_intent.metadata"));
        Assert.Null(refused.At("error.payment_intent.customer"));
    }

    [Fact]
    public async Task A_page_sees_of_a_setup_what_Stripe_shows_it()
    {
        var setup = (await sandbox.PostAsync("/v1/setup_intents", $"customer={till.Customer}&metadata[secret]=1")).Ok();
        var seen = (await sandbox.GetAsync($"/v1/setup_intents/{setup.Id}?client_secret={setup.Text("client_secret")}", Buyer.Page)).Ok();
        Assert.Null(seen.Body["metadata"]);
        Assert.Null(seen.Body["customer"]);
        Assert.Equal("requires_payment_method", seen.Text("status"));
    }
}
