namespace PaymentPortal.Tests.Sandbox;

public sealed class PurchaseTests : SandboxTests
{
    [Fact]
    public async Task A_card_that_succeeds_makes_the_subscription_active_and_keeps_the_card()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        Assert.Equal("succeeded", (await buyer.ConfirmAsync("4242424242424242")).Ok().Text("status"));

        Assert.Equal(("active", "paid", "succeeded"), await buyer.StatesAsync());
        Assert.Equal(["succeeded"], await buyer.ChargesAsync());
        var subscription = await sandbox.GetAsync($"/v1/subscriptions/{buyer.Subscription}?expand[]=default_payment_method&expand[]=latest_invoice.payments");
        Assert.Equal("4242", subscription.Text("default_payment_method.card.last4"));
        Assert.Equal("2900", subscription.Text("latest_invoice.payments.data.0.amount_paid"));
        Assert.Equal(buyer.Intent, subscription.Text("latest_invoice.payments.data.0.payment.payment_intent"));
        Assert.Matches("^[0-9A-Z]{8}-0001$", subscription.Text("latest_invoice.number"));
        Assert.True(subscription.Number("items.data.0.current_period_end") > subscription.Number("items.data.0.current_period_start"));
        Assert.Null(subscription.Body["current_period_end"]);
    }

    [Fact]
    public async Task The_journey_is_told_in_order_with_the_old_values()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        await buyer.ConfirmAsync("4242424242424242");
        Assert.Equal(
            [
                "customer.created", "product.created", "plan.created", "price.created", "customer.updated", "customer.subscription.created", "invoice.created", "invoice.finalized", "payment_intent.created",
                "payment_method.attached", "charge.succeeded", "payment_intent.succeeded", "invoice.updated", "invoice.paid", "invoice.payment_succeeded", "invoice_payment.paid", "customer.subscription.updated",
                "charge.updated",
            ],
            await buyer.EventsAsync());

        var updated = (await sandbox.GetAsync("/v1/events?type=customer.subscription.updated")).Ok();
        Assert.Equal("incomplete", updated.Text("data.0.data.previous_attributes.status"));
        Assert.Equal("active", updated.Text("data.0.data.object.status"));
        Assert.Equal("2026-07-29.dahlia", updated.Text("data.0.api_version"));
        Assert.StartsWith("req_", updated.Text("data.0.request.id"));
        var paid = (await sandbox.GetAsync("/v1/events?types[]=invoice.updated")).Ok();
        Assert.Equal("open", paid.Text("data.0.data.previous_attributes.status"));
    }

    [Theory]
    [InlineData("4000000000000002", "card_declined", "generic_decline")]
    [InlineData("4000000000009995", "card_declined", "insufficient_funds")]
    [InlineData("4000000000009987", "card_declined", "lost_card")]
    [InlineData("4000000000000069", "expired_card", "expired_card")]
    [InlineData("4000000000000127", "incorrect_cvc", "incorrect_cvc")]
    [InlineData("4000000000000119", "processing_error", "processing_error")]
    [InlineData("4000000000000341", "card_declined", "generic_decline")]
    public async Task A_declined_first_payment_leaves_it_incomplete_and_can_be_tried_again(string number, string code, string declineCode)
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        var refused = await buyer.ConfirmAsync(number);
        Assert.Equal(402, refused.Status);
        Assert.Equal("card_error", refused.Text("error.type"));
        Assert.Equal(code, refused.Text("error.code"));
        Assert.Equal(declineCode, refused.Text("error.decline_code"));
        Assert.Equal(buyer.Intent, refused.Text("error.payment_intent.id"));
        Assert.Equal(("incomplete", "open", "requires_payment_method"), await buyer.StatesAsync());
        Assert.Equal(code, (await sandbox.GetAsync($"/v1/payment_intents/{buyer.Intent}")).Text("last_payment_error.code"));
        var told = await buyer.EventsAsync();
        Assert.Equal(["charge.failed", "payment_intent.payment_failed", "invoice.updated", "invoice.payment_failed"], told[^4..]);

        (await buyer.ConfirmAsync("5555555555554444")).Ok();
        Assert.Equal(("active", "paid", "succeeded"), await buyer.StatesAsync());
        Assert.Equal(["succeeded", "failed"], await buyer.ChargesAsync());
    }

    [Fact]
    public async Task Three_D_Secure_that_is_passed_pays()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        var asked = (await buyer.ConfirmAsync("4000002760003184")).Ok();
        Assert.Equal("requires_action", asked.Text("status"));
        Assert.Equal("stripe_3ds2_fingerprint", asked.Text("next_action.use_stripe_sdk.type"));
        Assert.Equal(("incomplete", "open", "requires_action"), await buyer.StatesAsync());
        Assert.Empty(await buyer.ChargesAsync());

        (await buyer.AuthenticateAsync(asked, "succeeded")).Ok();
        Assert.Equal(("active", "paid", "succeeded"), await buyer.StatesAsync());
        Assert.Equal(["succeeded"], await buyer.ChargesAsync());
        Assert.Equal("authenticated", (await sandbox.GetAsync($"/v1/charges?payment_intent={buyer.Intent}")).Text("data.0.payment_method_details.card.three_d_secure.result"));
        Assert.Equal(400, (await buyer.AuthenticateAsync(asked, "succeeded")).Status);
    }

    [Fact]
    public async Task Three_D_Secure_that_is_failed_charges_nothing_and_can_be_tried_again()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        (await buyer.AuthenticateAsync(await buyer.ConfirmAsync("4000002500003155"), "failed")).Ok();
        Assert.Equal(("incomplete", "open", "requires_payment_method"), await buyer.StatesAsync());
        Assert.Equal("payment_intent_authentication_failure", (await sandbox.GetAsync($"/v1/payment_intents/{buyer.Intent}")).Text("last_payment_error.code"));
        Assert.Empty(await buyer.ChargesAsync());
        (await buyer.ConfirmAsync("4242424242424242")).Ok();
        Assert.Equal(("active", "paid", "succeeded"), await buyer.StatesAsync());
    }

    [Fact]
    public async Task Confirming_twice_charges_once_even_at_the_same_time()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => buyer.ConfirmAsync("4242424242424242")));
        Assert.Equal(1, answers.Count(a => a.Status == 200));
        var refused = answers.First(a => a.Status != 200);
        Assert.Equal((400, "payment_intent_unexpected_state"), (refused.Status, refused.Text("error.code")));
        Assert.Equal("succeeded", refused.Text("error.payment_intent.status"));
        Assert.Equal(["succeeded"], await buyer.ChargesAsync());
    }

    [Fact]
    public async Task The_charge_tells_card_and_fee()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        await buyer.ConfirmAsync("378282246310005");
        var charge = await sandbox.GetAsync($"/v1/charges?payment_intent={buyer.Intent}&expand[]=data.balance_transaction");
        Assert.Equal("amex", charge.Text("data.0.payment_method_details.card.brand"));
        Assert.Equal("0005", charge.Text("data.0.payment_method_details.card.last4"));
        Assert.Equal(114, charge.Number("data.0.balance_transaction.fee"));
        Assert.Equal(2786, charge.Number("data.0.balance_transaction.net"));
    }

    [Theory]
    [InlineData("succeeded", "succeeded")]
    [InlineData("failed", "requires_payment_method")]
    public async Task A_payment_that_redirects_ends_on_the_banks_page_and_comes_back(string outcome, string status)
    {
        var intent = (await sandbox.PostAsync("/v1/payment_intents", "amount=500&currency=usd&confirm=true&payment_method=pm_card_authenticationRequired&return_url=http://shop.example/back")).Ok();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var bank = intent.Text("next_action.redirect_to_url.url");
        Assert.Contains("$5.00", await browser.GetStringAsync(bank));
        using var choice = new FormUrlEncodedContent([KeyValuePair.Create("outcome", outcome)]);
        using var answered = await browser.PostAsync(bank, choice);
        Assert.StartsWith($"http://shop.example/back?payment_intent={intent.Id}&", answered.Headers.Location!.ToString());
        Assert.EndsWith($"redirect_status={outcome}", answered.Headers.Location!.ToString());
        Assert.Equal(status, (await sandbox.GetAsync($"/v1/payment_intents/{intent.Id}")).Text("status"));
    }

    [Theory]
    [InlineData("amount=500", "amount")]
    [InlineData("currency=eur", "currency")]
    public async Task An_invoice_says_what_its_payment_is_of(string change, string param)
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{buyer.Intent}", change);
        Assert.Equal((400, param, "payment_intent_invalid_parameter"), (refused.Status, refused.Text("error.param"), refused.Text("error.code")));
        Assert.Equal("usd", (await sandbox.GetAsync($"/v1/payment_intents/{buyer.Intent}")).Text("currency"));
    }

    [Fact]
    public async Task A_refund_takes_back_no_more_than_was_paid()
    {
        var charge = (await sandbox.PostAsync("/v1/payment_intents", "amount=500&currency=usd&confirm=true&payment_method=pm_card_visa")).Ok().Text("latest_charge");
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=200")).Ok();
        Assert.Equal(400, (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=301")).Status);
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}")).Ok();
        Assert.Equal("charge_already_refunded", (await sandbox.PostAsync("/v1/refunds", $"charge={charge}")).Text("error.code"));
        var after = (await sandbox.GetAsync($"/v1/charges/{charge}?expand[]=refunds")).Ok();
        Assert.Equal((500, "true", 2), (after.Number("amount_refunded"), after.Text("refunded"), after.At("refunds.data")!.AsArray().Count));
    }

    [Fact]
    public async Task A_subscription_that_must_not_be_incomplete_leaves_nothing_when_declined()
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var method = (await sandbox.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={customer}")).Ok().Id;
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=500&recurring[interval]=month&product_data[name]=P")).Ok().Id;
        var order = $"customer={customer}&items[0][price]={price}&default_payment_method={method}";
        Assert.Equal(402, (await sandbox.PostAsync("/v1/subscriptions", order + "&payment_behavior=error_if_incomplete")).Status);
        Assert.Empty((await sandbox.GetAsync($"/v1/subscriptions?customer={customer}&status=all")).Data);
        Assert.Empty((await sandbox.GetAsync($"/v1/invoices?customer={customer}")).Data);
        Assert.Equal("incomplete", (await sandbox.PostAsync("/v1/subscriptions", order)).Ok().Text("status"));
    }

    [Fact]
    public async Task A_paid_intent_takes_metadata_a_description_and_a_receipts_address_and_nothing_else()
    {
        var intent = (await sandbox.PostAsync("/v1/payment_intents", "amount=500&currency=usd&confirm=true&payment_method=pm_card_visa&payment_method_types[]=card")).Ok().Id;
        var told = (await sandbox.PostAsync($"/v1/payment_intents/{intent}", "metadata[order]=7&description=Late&receipt_email=ada@example.com")).Ok();
        Assert.Equal(("7", "Late", "ada@example.com", "succeeded"), (told.Text("metadata.order"), told.Text("description"), told.Text("receipt_email"), told.Text("status")));
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{intent}", "amount=600");
        Assert.Equal((400, "payment_intent_unexpected_state"), (refused.Status, refused.Text("error.code")));
        Assert.StartsWith("This PaymentIntent's amount could not be updated because it has a status of succeeded.", refused.Text("error.message"));
    }
}
