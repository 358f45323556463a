namespace PaymentPortal.Tests.Sandbox;

/// <summary>Invoices that collect by themselves while the bank wants to hear from the customer.</summary>
public sealed class AskedByBankTests : SandboxTests
{
    private const long Start = Subscriber.April;
    private const long Day = Subscriber.Day;
    private const long Charged = Start + 30 * Day + 3600;

    private async Task<Subscriber> AskedAsync()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_authenticationRequired");
        await one.AdvanceAsync(Charged + 60);
        return one;
    }

    private async Task<Answer> IntentAsync(Subscriber one) =>
        (await sandbox.GetAsync($"/v1/payment_intents/{(await sandbox.GetAsync($"/v1/payment_intents?customer={one.Customer}&limit=1")).Text("data.0.id")}")).Ok();

    [Fact]
    public async Task A_renewal_waits_for_its_customer_and_is_not_tried_again()
    {
        var one = await AskedAsync();
        var behind = await one.StateAsync();
        Assert.Equal(("past_due", "open", 1, ""), (behind.Text("status"), behind.Text("latest_invoice.status"), behind.Number("latest_invoice.attempt_count"), behind.Text("latest_invoice.next_payment_attempt")));
        Assert.Equal(
            ["invoice.finalized", "payment_intent.created", "payment_intent.requires_action", "invoice.payment_action_required", "invoice.updated", "invoice.payment_failed", "customer.updated", "customer.subscription.updated"],
            await one.ToldAsync(Charged - 1));
        var asked = await IntentAsync(one);
        Assert.Equal(("requires_action", "use_stripe_sdk"), (asked.Text("status"), asked.Text("next_action.type")));
        await one.AdvanceAsync(Charged + 14 * Day);
        Assert.Equal("past_due", (await one.StateAsync()).Text("status"));
        Assert.Single(await one.EventsAsync("invoice.payment_action_required"), e => e["data"]!["object"]!["customer"]!.ToString() == one.Customer);

        (await AnswerAsync(asked, "succeeded")).Ok();
        var healed = await one.StateAsync();
        Assert.Equal(("active", "paid", 1), (healed.Text("status"), healed.Text("latest_invoice.status"), healed.Number("latest_invoice.attempt_count")));
        Assert.Equal("false", (await sandbox.GetAsync($"/v1/customers/{one.Customer}")).Text("delinquent"));
    }

    [Fact]
    public async Task One_that_nobody_answers_ends_its_subscription_when_the_attempts_would_be_over()
    {
        var one = await AskedAsync();
        await one.AdvanceAsync(Charged + 15 * Day + 60);
        var ended = await one.StateAsync();
        Assert.Equal(("canceled", "payment_failed", Charged + 15 * Day), (ended.Text("status"), ended.Text("cancellation_details.reason"), ended.Number("ended_at")));
        Assert.Equal(("open", 1, "false"), (ended.Text("latest_invoice.status"), ended.Number("latest_invoice.attempt_count"), ended.Text("latest_invoice.auto_advance")));
    }

    [Fact]
    public async Task One_that_the_customer_rejects_failed_and_follows_the_attempts()
    {
        var one = await AskedAsync();
        (await AnswerAsync(await IntentAsync(one), "failed")).Ok();
        Assert.Equal(Charged + 60 + 3 * Day, (await one.StateAsync()).Number("latest_invoice.next_payment_attempt"));
        await one.UseCardAsync("pm_card_visa");
        await one.AdvanceAsync(Charged + 4 * Day);
        var healed = await one.StateAsync();
        Assert.Equal(("active", "paid", 2), (healed.Text("status"), healed.Text("latest_invoice.status"), healed.Number("latest_invoice.attempt_count")));
    }

    [Fact]
    public async Task A_call_that_pays_is_told_to_finish_it_with_the_customer()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        await one.AdvanceAsync(Charged + 60);
        var invoice = (await one.StateAsync()).Text("latest_invoice.id");
        await one.UseCardAsync("pm_card_authenticationRequired");
        var refused = await sandbox.PostAsync($"/v1/invoices/{invoice}/pay");
        Assert.Equal((402, "invoice_payment_intent_requires_action"), (refused.Status, refused.Text("error.code")));
        var asked = await IntentAsync(one);
        Assert.Equal("requires_action", asked.Text("status"));
        (await AnswerAsync(asked, "succeeded")).Ok();
        Assert.Equal("active", (await one.StateAsync()).Text("status"));
    }

    [Fact]
    public async Task A_payment_without_an_invoice_fails_where_the_customer_is_away()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start, "pm_card_authenticationRequired");
        var method = (await sandbox.GetAsync($"/v1/payment_methods?customer={one.Customer}")).Text("data.0.id");
        var refused = await sandbox.PostAsync("/v1/payment_intents", $"amount=500&currency=usd&customer={one.Customer}&payment_method={method}&confirm=true&off_session=true");
        Assert.Equal((402, "authentication_required", "requires_payment_method"), (refused.Status, refused.Text("error.code"), (await IntentAsync(one)).Text("status")));
    }

    private Task<Answer> AnswerAsync(Answer asked, string outcome) =>
        sandbox.PostAsync("/v1/3ds2/authenticate", $"source={asked.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome={outcome}", Buyer.Page);
}
