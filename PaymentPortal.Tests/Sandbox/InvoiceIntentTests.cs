namespace PaymentPortal.Tests.Sandbox;

/// <summary>The payment intent of an invoice: it follows what the invoice asks for, and nothing else changes it.</summary>
public sealed class InvoiceIntentTests : TillTests
{
    /// <summary>An open invoice of 50.00 and its intent.</summary>
    private async Task<(string Invoice, string Intent)> OpenAsync()
    {
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={till.Customer}&auto_advance=false")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={till.Customer}&invoice={invoice}&amount=5000&currency=usd")).Ok();
        (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize", "")).Ok();
        return (invoice, (await sandbox.GetAsync($"/v1/invoices/{invoice}?expand[]=payments")).Ok().Text("payments.data.0.payment.payment_intent"));
    }

    private async Task<string> CardAsync(string name) => (await sandbox.PostAsync($"/v1/payment_methods/{name}/attach", $"customer={till.Customer}")).Ok().Id;

    [Fact]
    public async Task An_invoice_of_a_subscription_is_paid_by_the_kinds_that_its_settings_name()
    {
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var subscription = (await sandbox.PostAsync("/v1/subscriptions",
            $"customer={till.Customer}&items[0][price]={price}&payment_behavior=default_incomplete&payment_settings[payment_method_types][]=card&expand[]=latest_invoice.confirmation_secret")).Ok();
        Assert.Equal("card", subscription.Text("latest_invoice.payment_settings.payment_method_types.0"));
        var intent = subscription.Text("latest_invoice.confirmation_secret.client_secret").Split("_secret_")[0];
        Assert.Equal("[\"card\"]", (await sandbox.GetAsync($"/v1/payment_intents/{intent}")).At("payment_method_types")!.ToJsonString());
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{intent}/confirm", $"payment_method={await CardAsync("pm_usBankAccount_success")}{Till.Mandate}");
        Assert.Equal((400, "payment_method"), (refused.Status, refused.Text("error.param")));
        var unknown = await sandbox.PostAsync($"/v1/subscriptions/{subscription.Id}", "payment_settings[payment_method_types][]=konbini");
        Assert.Equal((400, "payment_settings[payment_method_types]"), (unknown.Status, unknown.Text("error.param")));
    }

    [Theory]
    [InlineData("&payment_method_options[us_bank_account][setup_future_usage]=off_session", "multi_use")]
    [InlineData("&setup_future_usage=off_session", "multi_use")]
    [InlineData("", "single_use")]
    public async Task An_account_that_is_kept_has_a_mandate_for_later(string keeps, string type)
    {
        var paid = (await till.PayAsync("pm_usBankAccount_success", more: $"&payment_method_types[]=us_bank_account{keeps}{Till.Mandate}")).Ok();
        var mandate = (await sandbox.GetAsync($"/v1/mandates/{paid.Text("latest_charge.payment_method_details.us_bank_account.mandate")}")).Ok();
        Assert.Equal(type, mandate.Text("type"));
        if (type == "multi_use")
            (await till.PayAsync(paid.Text("payment_method"), more: "&payment_method_types[]=us_bank_account&off_session=true")).Ok();
    }

    [Fact]
    public async Task A_challenge_of_an_invoice_pays_no_other_amount()
    {
        var (invoice, intent) = await OpenAsync();
        await sandbox.PostAsync($"/v1/invoices/{invoice}/pay", $"payment_method={await CardAsync("pm_card_authenticationRequired")}");
        var asked = (await sandbox.GetAsync($"/v1/payment_intents/{intent}")).Ok();
        Assert.Equal(("requires_action", 5000), (asked.Text("status"), asked.Number("amount")));
        var note = (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice}&amount=4900")).Ok();
        (await sandbox.PostAsync($"/v1/credit_notes/{note.Id}/void", "")).Ok();
        var now = (await sandbox.GetAsync($"/v1/payment_intents/{intent}")).Ok();
        Assert.Equal(("requires_confirmation", 5000, null), (now.Text("status"), now.Number("amount"), now.Body["next_action"]));
        Assert.Equal(400, (await sandbox.PostAsync("/v1/3ds2/authenticate", $"source={asked.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome=succeeded", Buyer.Page)).Status);
        Assert.Equal("open", (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Text("status"));
        Assert.Empty(await sandbox.AllAsync("/v1/charges"));
    }

    [Fact]
    public async Task What_a_bank_was_asked_for_stays_and_what_is_too_much_is_credit()
    {
        var (invoice, intent) = await OpenAsync();
        (await sandbox.PostAsync($"/v1/payment_intents/{intent}/confirm", $"payment_method={await CardAsync("pm_usBankAccount_success")}{Till.Mandate}")).Ok();
        (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice}&amount=1000")).Ok();
        Assert.Equal(("processing", 5000), ((await sandbox.GetAsync($"/v1/payment_intents/{intent}")) is var sent ? sent.Text("status") : "", sent.Number("amount")));
        await till.AdvanceAsync(10);
        var paid = (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Ok();
        Assert.Equal(("paid", 5000, 1000, 0), (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_overpaid"), paid.Number("amount_remaining")));
        Assert.Equal(-1000, (await sandbox.GetAsync($"/v1/customers/{till.Customer}")).Number("balance"));
    }

    [Theory]
    [InlineData("/confirm", "payment_method=pm_card_visa&payment_method_options[card][capture_method]=manual", "payment_method_options[card][capture_method]")]
    [InlineData("/confirm", "payment_method=pm_card_visa&capture_method=automatic&payment_method_options[card][capture_method]=manual", "payment_method_options[card][capture_method]")]
    [InlineData("", "capture_method=manual", "capture_method")]
    [InlineData("", "customer={other}", "customer")]
    public async Task What_belongs_to_the_invoice_is_not_changed_beside_it(string path, string change, string param)
    {
        var (_, intent) = await OpenAsync();
        var other = (await sandbox.PostAsync("/v1/customers", "")).Ok().Id;
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{intent}{path}", change.Replace("{other}", other, StringComparison.Ordinal));
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        Assert.Equal("requires_payment_method", (await sandbox.GetAsync($"/v1/payment_intents/{intent}")).Text("status"));
    }

    [Theory]
    [InlineData("payment_method_options[card][setup_future_usage]=off_session", 1)]
    [InlineData("setup_future_usage=off_session&payment_method_options[card][setup_future_usage]=none", 0)]
    public async Task What_is_said_of_a_kind_decides_whether_its_method_is_kept(string more, int kept)
    {
        (await till.PayAsync("pm_card_visa", 1000, "usd", "&" + more)).Ok();
        Assert.Equal(kept, (await sandbox.GetAsync($"/v1/customers/{till.Customer}/payment_methods")).Data.Count());
    }

    [Theory]
    [InlineData("invoice")]
    [InlineData("intent")]
    [InlineData("time")]
    public async Task An_invoice_above_the_largest_charge_is_not_charged_in_one_piece(string by)
    {
        var card = await CardAsync("pm_card_visa");
        (await sandbox.PostAsync($"/v1/customers/{till.Customer}", $"invoice_settings[default_payment_method]={card}")).Ok();
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={till.Customer}&currency=usd")).Ok().Id;
        foreach (var amount in new[] { 99_999_999, 1 })
            (await sandbox.PostAsync("/v1/invoiceitems", $"customer={till.Customer}&invoice={invoice}&currency=usd&amount={amount}")).Ok();
        var final = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize", $"auto_advance={(by == "time" ? "true" : "false")}&expand[]=payments")).Ok();
        var intent = final.Text("payments.data.0.payment.payment_intent");
        if (by == "time")
        {
            await till.AdvanceAsync(1);
        }
        else
        {
            var refused = await sandbox.PostAsync(by == "invoice" ? $"/v1/invoices/{invoice}/pay" : $"/v1/payment_intents/{intent}/confirm", by == "invoice" ? "" : $"payment_method={card}");
            Assert.Equal((400, "amount_too_large"), (refused.Status, refused.Text("error.code")));
        }
        var left = (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Ok();
        Assert.Equal(("open", "true", 100_000_000L), (left.Text("status"), left.Text("attempted"), left.Number("amount_remaining")));
        Assert.Equal("amount_too_large", (await sandbox.GetAsync($"/v1/payment_intents/{intent}")).Text("last_payment_error.code"));
        Assert.Empty((await sandbox.GetAsync("/v1/charges")).Data);
        Assert.Contains("invoice.payment_failed", await till.ToldAsync(invoice));
    }
}
