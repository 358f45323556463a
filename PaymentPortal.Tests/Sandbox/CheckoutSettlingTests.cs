namespace PaymentPortal.Tests.Sandbox;

/// <summary>Sessions whose money does not come at the first press: a bank that asks, a decline, a bill that is settled elsewhere.</summary>
public sealed class CheckoutSettlingTests : CheckoutSessionTests
{
    private const string Germany = "&country=DE";

    private const string Account =
        "type=us_bank_account&us_bank_account[account_number]=000123456789&us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual&billing_details[name]=Ada";

    private async Task<string> TaxedAsync(string mode)
    {
        (await sandbox.PostAsync("/v1/tax/settings", "head_office[address][country]=DE&head_office[address][line1]=x&head_office[address][city]=Berlin&head_office[address][postal_code]=10115&defaults[tax_behavior]=exclusive&defaults[tax_code]=txcd_10000000")).Ok();
        (await sandbox.PostAsync("/v1/tax/registrations", "country=DE&active_from=now&country_options[de][type]=standard&country_options[de][standard][place_of_supply_scheme]=standard")).Ok();
        return await OpenAsync(mode, "&automatic_tax[enabled]=true");
    }

    [Theory]
    [InlineData("payment")]
    [InlineData("subscription")]
    public async Task What_the_page_learned_of_the_tax_stays_while_the_bank_asks(string mode)
    {
        var id = await TaxedAsync(mode);
        Assert.Equal("open", (await CompleteAsync(id, Asks, Germany)).Ok().Text("status"));
        var waiting = await SessionAsync(id);
        Assert.Equal((2_975, "complete"), (waiting.Number("amount_total"), waiting.Text("automatic_tax.status")));
        await PassAsync(await IntentAsync(mode));
        var done = await SessionAsync(id);
        Assert.Equal(("complete", "paid", 2_975), (done.Text("status"), done.Text("payment_status"), done.Number("amount_total")));
        Assert.Equal(2_975, (await sandbox.GetAsync("/v1/charges")).Number("data.0.amount"));
        Assert.StartsWith(mode == "payment" ? "pi_" : "sub_", done.Text(mode == "payment" ? "payment_intent" : "subscription"), StringComparison.Ordinal);
        var told = await sandbox.GetAsync("/v1/events?type=checkout.session.completed");
        Assert.Equal((done.Text("payment_intent"), done.Text("subscription"), done.Text("invoice")), (told.Text("data.0.data.object.payment_intent"), told.Text("data.0.data.object.subscription"), told.Text("data.0.data.object.invoice")));
    }

    [Theory]
    [InlineData("payment", "/v1/payment_intents")]
    [InlineData("subscription", "/v1/subscriptions?status=all")]
    public async Task A_second_press_after_a_decline_pays_what_the_first_one_began(string mode, string begun)
    {
        var id = await TaxedAsync(mode);
        Assert.Equal(402, (await CompleteAsync(id, "pm_card_chargeDeclined", Germany)).Status);
        Assert.Equal("complete", (await CompleteAsync(id, more: Germany)).Ok().Text("status"));
        Assert.Single((await sandbox.GetAsync(begun)).Data);
        Assert.Equal(2_975, Assert.Single((await sandbox.GetAsync("/v1/charges")).Data, c => (string)c!["status"]! == "succeeded")!["amount"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("payment")]
    [InlineData("subscription")]
    public async Task A_session_that_is_over_leaves_nothing_to_be_paid_with_tax_either(string mode)
    {
        var id = await TaxedAsync(mode);
        await CompleteAsync(id, "pm_card_chargeDeclined", Germany);
        (await sandbox.PostAsync($"/v1/checkout/sessions/{id}/expire")).Ok();
        Assert.Equal("canceled", (await sandbox.GetAsync(await IntentAsync(mode))).Text("status"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_discount_that_somebody_is_about_to_redeem_is_spoken_for(bool byCode)
    {
        var coupon = await IdAsync("/v1/coupons", $"percent_off=50{(byCode ? "" : "&max_redemptions=1")}");
        var discount = byCode ? $"promotion_code]={await IdAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={coupon}&max_redemptions=1")}" : $"coupon]={coupon}";
        var (first, second) = (await OpenAsync("payment", $"&discounts[0][{discount}"), await OpenAsync("payment", $"&discounts[0][{discount}"));
        Assert.Equal("open", (await CompleteAsync(first, Asks)).Ok().Text("status"));
        var intent = await IntentAsync("payment");
        Assert.Equal((400, "coupon_expired"), (await CompleteAsync(second, Asks) is var refused ? (refused.Status, refused.Text("error.code")) : default));
        await PassAsync(intent);
        Assert.Equal("complete", (await SessionAsync(first)).Text("status"));
        Assert.Equal(1, (await sandbox.GetAsync($"/v1/coupons/{coupon}")).Number("times_redeemed"));
        Assert.Single((await sandbox.GetAsync("/v1/charges")).Data);
    }

    [Theory]
    [InlineData("payment")]
    [InlineData("subscription")]
    public async Task A_coupon_that_was_deleted_is_not_redeemed(string mode)
    {
        var coupon = await IdAsync("/v1/coupons", "percent_off=50");
        var id = await OpenAsync(mode, $"&discounts[0][coupon]={coupon}");
        (await sandbox.DeleteAsync($"/v1/coupons/{coupon}")).Ok();
        var refused = await CompleteAsync(id);
        Assert.Equal((400, "resource_missing"), (refused.Status, refused.Text("error.code")));
        Assert.Empty((await sandbox.GetAsync("/v1/charges")).Data);
        Assert.Empty((await sandbox.GetAsync("/v1/events?type=coupon.updated")).Data);
    }

    [Theory]
    [InlineData("/v1/invoices/{invoice}/pay", "paid_out_of_band=true")]
    [InlineData("/v1/credit_notes", "invoice={invoice}&amount=2500")]
    public async Task A_subscription_whose_first_invoice_is_settled_elsewhere_is_not_ended_with_its_session(string path, string form)
    {
        var id = await OpenAsync("subscription");
        Assert.Equal(402, (await CompleteAsync(id, "pm_card_chargeDeclined")).Status);
        var invoice = (await sandbox.GetAsync("/v1/invoices")).Text("data.0.id");
        (await sandbox.PostAsync(path.Replace("{invoice}", invoice), form.Replace("{invoice}", invoice))).Ok();
        var done = await SessionAsync(id);
        Assert.Equal(("complete", invoice), (done.Text("status"), done.Text("invoice")));
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}")).Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/checkout/sessions/{id}/expire")).Status);
    }

    [Fact]
    public async Task A_bank_account_that_small_deposits_are_to_prove_completes_the_session_and_pays_it_when_they_did()
    {
        var id = await OpenAsync("payment", "&payment_method_types[0]=us_bank_account");
        var done = (await CompleteAsync(id, await IdAsync("/v1/payment_methods", Account))).Ok();
        Assert.Equal(("complete", "unpaid"), (done.Text("status"), done.Text("payment_status")));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/checkout/sessions/{id}/expire")).Status);
        var intent = $"/v1/payment_intents/{done.Text("payment_intent")}";
        Assert.Equal("verify_with_microdeposits", (await sandbox.GetAsync(intent)).Text("next_action.type"));
    }

    [Fact]
    public async Task The_amount_of_an_open_session_is_not_changed_beside_it()
    {
        var id = await OpenAsync("payment");
        Assert.Equal(402, (await CompleteAsync(id, "pm_card_chargeDeclined")).Status);
        var refused = await sandbox.PostAsync(await IntentAsync("payment"), "amount=100");
        Assert.Equal((400, "amount"), (refused.Status, refused.Text("error.param")));
    }

    [Theory]
    [InlineData("payment", "us_bank_account")]
    [InlineData("subscription", "us_bank_account")]
    public async Task A_session_is_paid_by_the_kinds_that_it_names_alone(string mode, string type)
    {
        var id = await OpenAsync(mode, $"&payment_method_types[0]={type}");
        var refused = await CompleteAsync(id);
        Assert.Equal((400, "payment_method"), (refused.Status, refused.Text("error.param")));
        Assert.Equal("complete", (await CompleteAsync(id, "pm_usBankAccount_success")).Ok().Text("status"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("pm_none")]
    public async Task What_is_no_method_is_said_to_be_none(string method)
    {
        var customer = await PayerAsync();
        var id = await OpenAsync("subscription", $"&customer={customer}&subscription_data[trial_period_days]=7");
        var refused = await CompleteAsync(id, method);
        Assert.Equal("resource_missing", refused.Text("error.code"));
        Assert.Equal("open", (await SessionAsync(id)).Text("status"));
    }
}
