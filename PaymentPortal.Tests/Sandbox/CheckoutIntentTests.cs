namespace PaymentPortal.Tests.Sandbox;

/// <summary>A checkout session and what it is paid by: each learns what becomes of the other, whoever brings it about.</summary>
public sealed class CheckoutIntentTests : CheckoutSessionTests
{
    private async Task<Answer> WaitingAsync(string mode)
    {
        var trial = mode == "trial" ? "&subscription_data[trial_period_days]=7" : "";
        var id = await OpenAsync(mode == "trial" ? "subscription" : mode, trial);
        Assert.Equal("open", (await CompleteAsync(id, Asks)).Ok().Text("status"));
        return await SessionAsync(id);
    }

    [Theory]
    [InlineData("payment", "paid")]
    [InlineData("subscription", "paid")]
    [InlineData("trial", "no_payment_required")]
    [InlineData("setup", "no_payment_required")]
    public async Task A_challenge_that_is_passed_completes_the_session_once(string mode, string payment)
    {
        var session = await WaitingAsync(mode);
        await PassAsync(await IntentAsync(mode));
        var done = await SessionAsync(session.Id);
        Assert.Equal(("complete", payment), (done.Text("status"), done.Text("payment_status")));
        Assert.Single((await sandbox.GetAsync("/v1/events?type=checkout.session.completed")).Data);
        if (mode is not ("subscription" or "trial"))
            return;
        var subscription = (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}")).Ok();
        Assert.Equal((mode == "trial" ? "trialing" : "active", ""), (subscription.Text("status"), subscription.Text("pending_setup_intent")));
        Assert.StartsWith("pm_", subscription.Text("default_payment_method"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("payment")]
    [InlineData("subscription")]
    [InlineData("trial")]
    [InlineData("setup")]
    public async Task A_session_that_is_over_takes_no_money_any_more(string mode)
    {
        var session = await WaitingAsync(mode);
        var intent = await IntentAsync(mode);
        (await sandbox.PostAsync($"/v1/checkout/sessions/{session.Id}/expire")).Ok();
        Assert.Equal("canceled", (await sandbox.GetAsync(intent)).Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"{intent}/confirm", "payment_method=pm_card_visa")).Status);
        Assert.DoesNotContain((await sandbox.GetAsync("/v1/charges")).Data, c => c!["status"]!.ToString() == "succeeded");
        Assert.DoesNotContain((await sandbox.GetAsync("/v1/subscriptions?status=all")).Data, s => s!["status"]!.ToString() is "active" or "trialing" or "incomplete");
    }

    [Theory]
    [InlineData("payment")]
    [InlineData("setup")]
    public async Task What_an_open_session_is_paid_by_cannot_be_cancelled_apart_from_it(string mode)
    {
        var session = await WaitingAsync(mode);
        var refused = await sandbox.PostAsync($"{await IntentAsync(mode)}/cancel");
        Assert.Equal(400, refused.Status);
        Assert.Contains("Expire the Checkout Session instead", refused.Text("error.message"), StringComparison.Ordinal);
        Assert.Equal("complete", (await CompleteAsync(session.Id, "pm_card_visa")).Ok().Text("status"));
    }

    [Fact]
    public async Task A_subscription_whose_first_invoice_is_paid_by_hand_completes_its_session()
    {
        var id = await OpenAsync("subscription");
        Assert.Equal(402, (await CompleteAsync(id, "pm_card_chargeDeclined")).Status);
        (await sandbox.PostAsync($"/v1/invoices/{(await sandbox.GetAsync("/v1/invoices")).Text("data.0.id")}/pay", "payment_method=pm_card_visa")).Ok();
        var done = await SessionAsync(id);
        Assert.Equal(("complete", "paid"), (done.Text("status"), done.Text("payment_status")));
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}")).Text("status"));
    }

    [Fact]
    public async Task A_trial_keeps_the_card_that_was_given_for_it()
    {
        var done = (await CompleteAsync(await OpenAsync("subscription", "&subscription_data[trial_period_days]=7"), "pm_card_visa")).Ok();
        Assert.Equal(("complete", "no_payment_required"), (done.Text("status"), done.Text("payment_status")));
        var subscription = (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}")).Ok();
        Assert.Equal(("trialing", ""), (subscription.Text("status"), subscription.Text("pending_setup_intent")));
        Assert.StartsWith("pm_", subscription.Text("default_payment_method"), StringComparison.Ordinal);
        Assert.Equal("succeeded", (await sandbox.GetAsync("/v1/setup_intents")).Text("data.0.status"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_coupon_is_not_redeemed_more_often_than_it_may_be_however_many_sessions_are_open(bool byCode)
    {
        var coupon = await IdAsync("/v1/coupons", "percent_off=50&max_redemptions=1");
        var discount = byCode ? $"promotion_code]={await IdAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={coupon}")}" : $"coupon]={coupon}";
        var (first, second) = (await OpenAsync("payment", $"&discounts[0][{discount}"), await OpenAsync("payment", $"&discounts[0][{discount}"));
        (await CompleteAsync(first, "pm_card_visa")).Ok();
        var refused = await CompleteAsync(second, "pm_card_visa");
        Assert.Equal((400, "coupon_expired"), (refused.Status, refused.Text("error.code")));
        Assert.Equal(1, (await sandbox.GetAsync($"/v1/coupons/{coupon}")).Number("times_redeemed"));
        Assert.Single((await sandbox.GetAsync("/v1/charges")).Data);
    }
}
