namespace PaymentPortal.Tests.Sandbox;

public sealed class SubscriptionLifeTests : SandboxTests
{
    private const long Start = Subscriber.April;
    private const long Day = Subscriber.Day;

    [Theory]
    [InlineData("cancel", "canceled", 1)]
    [InlineData("pause", "paused", 1)]
    [InlineData("create_invoice", "past_due", 2)]
    public async Task A_trial_that_ends_without_a_card_ends_as_it_was_told_to(string behaviour, string status, int invoices)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start, card: null);
        Assert.Equal("trialing", (await one.SubscribeAsync(2900, $"&trial_period_days=7&trial_settings[end_behavior][missing_payment_method]={behaviour}")).Text("status"));
        await one.AdvanceAsync(Start + 8 * Day);
        Assert.Equal(status, (await one.StateAsync()).Text("status"));
        Assert.Equal(invoices, (await one.InvoicesAsync()).Count);
        Assert.Equal([Start + 4 * Day], (await one.EventsAsync("customer.subscription.trial_will_end")).Select(e => Subscriber.At(e, "created")));
        Assert.Equal(status == "paused" ? 1 : 0, (await one.EventsAsync("customer.subscription.paused")).Count);
    }

    [Fact]
    public async Task A_card_set_up_in_a_trial_pays_when_it_ends()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start, card: null);
        var made = await one.SubscribeAsync(2900, "&trial_period_days=7&payment_behavior=default_incomplete&payment_settings[save_default_payment_method]=on_subscription&expand[]=pending_setup_intent");
        Assert.Equal(("trialing", "requires_payment_method"), (made.Text("status"), made.Text("pending_setup_intent.status")));
        (await sandbox.PostAsync($"/v1/setup_intents/{made.Text("pending_setup_intent.id")}/confirm", "payment_method=pm_card_visa&return_url=https://example.com")).Ok();
        Assert.Equal("", (await one.StateAsync()).Text("pending_setup_intent"));
        await one.AdvanceAsync(Start + 8 * Day);
        Assert.Equal(("active", "paid"), ((await one.StateAsync()).Text("status"), (await one.StateAsync()).Text("latest_invoice.status")));
    }

    [Fact]
    public async Task A_paused_subscription_resumes_when_its_invoice_is_paid()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start, card: null);
        await one.SubscribeAsync(2900, "&trial_period_days=7&trial_settings[end_behavior][missing_payment_method]=pause");
        await one.AdvanceAsync(Start + 40 * Day);
        Assert.Single(await one.InvoicesAsync());
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        var tried = (await sandbox.PostAsync($"/v1/subscriptions/{one.Id}/resume")).Ok();
        Assert.Equal("paused", tried.Text("status"));
        (await sandbox.PostAsync($"/v1/invoices/{tried.Text("latest_invoice")}/pay", "payment_method=pm_card_visa")).Ok();
        var resumed = await one.StateAsync();
        Assert.Equal(("active", Start + 40 * Day, Start + 40 * Day), (resumed.Text("status"), resumed.Number("billing_cycle_anchor"), resumed.Number("items.data.0.current_period_start")));
        Assert.Single(await one.EventsAsync("customer.subscription.resumed"));
    }

    [Fact]
    public async Task A_trial_that_is_ended_by_hand_is_billed_at_once()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900, "&trial_period_days=2");
        Assert.Single(await one.EventsAsync("customer.subscription.trial_will_end"));
        await one.AdvanceAsync(Start + Day);
        (await one.UpdateAsync("trial_end=now")).Ok();
        var now = await one.StateAsync();
        Assert.Equal(("active", "paid", 2900, Start + Day), (now.Text("status"), now.Text("latest_invoice.status"), now.Number("latest_invoice.total"), now.Number("trial_end")));
    }

    [Theory]
    [InlineData("void", "void")]
    [InlineData("mark_uncollectible", "uncollectible")]
    [InlineData("keep_as_draft", "draft")]
    public async Task While_collection_is_paused_invoices_are_withheld_and_the_status_stays(string behaviour, string status)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        (await one.UpdateAsync($"pause_collection[behavior]={behaviour}&pause_collection[resumes_at]={Start + 35 * Day}")).Ok();
        Assert.Equal(["customer.subscription.updated"], (await one.EventsAsync()).Select(e => e["type"]!.ToString()).Where(t => t.StartsWith("customer.subscription.")).Skip(2));
        await one.AdvanceAsync(Start + 34 * Day);
        var paused = await one.StateAsync();
        Assert.Equal(("active", status, "false"), (paused.Text("status"), paused.Text("latest_invoice.status"), paused.Text("latest_invoice.auto_advance")));
        Assert.Empty(await one.EventsAsync("invoice.upcoming"));
        await one.AdvanceAsync(Start + 62 * Day);
        Assert.Equal([2900, 0, 2900], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "amount_paid")));
        Assert.Equal("", (await one.StateAsync()).Text("pause_collection"));
    }

    [Fact]
    public async Task A_renewal_is_announced_and_told_in_order()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.AdvanceAsync(Start + 31 * Day);
        Assert.Equal(
            [
                "invoice.upcoming", "customer.subscription.updated", "invoice.created", "invoice.finalized", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "invoice.updated", "invoice.paid",
                "invoice.payment_succeeded", "invoice_payment.paid", "charge.updated",
            ],
            await one.ToldAsync(Start + Day));
        var upcoming = (await one.EventsAsync("invoice.upcoming")).Single();
        Assert.Equal((Start + 23 * Day, 2900), (Subscriber.At(upcoming, "created"), Subscriber.At(upcoming["data"]!["object"]!, "amount_due")));
    }

    [Fact]
    public async Task What_was_to_be_cancelled_can_be_kept()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        var leaving = (await one.UpdateAsync("cancel_at_period_end=true")).Ok();
        Assert.Equal((Start + 30 * Day, Start, "cancellation_requested"), (leaving.Number("cancel_at"), leaving.Number("canceled_at"), leaving.Text("cancellation_details.reason")));
        var staying = (await one.UpdateAsync("cancel_at_period_end=false")).Ok();
        Assert.Equal(("", "", ""), (staying.Text("cancel_at"), staying.Text("canceled_at"), staying.Text("cancellation_details.reason")));
        await one.AdvanceAsync(Start + 31 * Day);
        Assert.Equal("active", (await one.StateAsync()).Text("status"));
        (await one.UpdateAsync($"cancel_at={Start + 40 * Day}")).Ok();
        await one.AdvanceAsync(Start + 41 * Day);
        Assert.Equal(("canceled", Start + 40 * Day), ((await one.StateAsync()).Text("status"), (await one.StateAsync()).Number("ended_at")));
        Assert.Equal(400, (await one.SwitchAsync(100)).Status);
    }

    [Fact]
    public async Task An_upgrade_that_must_be_paid_first_waits_and_is_made_with_its_payment()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        await one.AdvanceAsync(Start + 15 * Day);
        var waiting = (await one.SwitchAsync(9900, "&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete")).Ok();
        Assert.Equal(("active", 2900, 9900), (waiting.Text("status"), waiting.Number("items.data.0.price.unit_amount"), waiting.Number("pending_update.subscription_items.0.price.unit_amount")));
        Assert.Equal(Start + 15 * Day + 23 * 3600, waiting.Number("pending_update.expires_at"));
        (await sandbox.PostAsync($"/v1/invoices/{waiting.Text("latest_invoice")}/pay", "payment_method=pm_card_visa")).Ok();
        var made = await one.StateAsync();
        Assert.Equal((9900, "", 3500), (made.Number("items.data.0.price.unit_amount"), made.Text("pending_update"), made.Number("latest_invoice.amount_paid")));
        Assert.Single(await one.EventsAsync("customer.subscription.pending_update_applied"));
        // What it charged is known: going back gives it back
        await one.UseCardAsync("pm_card_visa");
        (await one.SwitchAsync(2900)).Ok();
        Assert.Equal(-3500, (await one.StateAsync()).Number("latest_invoice.total"));
    }

    [Fact]
    public async Task An_upgrade_that_is_never_paid_lapses_without_a_trace_on_the_next_invoice()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        var waiting = (await one.SwitchAsync(9900, "&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete")).Ok();
        await one.AdvanceAsync(Start + Day);
        var lapsed = await one.StateAsync();
        Assert.Equal(("active", "", 2900), (lapsed.Text("status"), lapsed.Text("pending_update"), lapsed.Number("items.data.0.price.unit_amount")));
        Assert.Equal("void", (await sandbox.GetAsync($"/v1/invoices/{waiting.Text("latest_invoice")}")).Text("status"));
        Assert.Single(await one.EventsAsync("customer.subscription.pending_update_expired"));
        Assert.Equal(2900, (await one.PreviewAsync()).Ok().Number("total"));
    }

    [Fact]
    public async Task An_upgrade_that_must_be_paid_first_waits_no_longer_than_its_period()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        await one.AdvanceAsync(Start + 30 * Day - 20 * 3600);
        var waiting = (await one.SwitchAsync(9900, "&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete")).Ok();
        Assert.Equal(Start + 30 * Day, waiting.Number("pending_update.expires_at"));
    }

    [Theory]
    [InlineData("pm_usBankAccount_success")]
    [InlineData("pm_sepaDebit_success")]
    public async Task An_upgrade_that_must_be_paid_first_is_not_paid_by_a_bank_account(string account)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        if (account.Contains("sepa", StringComparison.Ordinal))
            account = (await sandbox.PostAsync("/v1/payment_methods", "type=sepa_debit&sepa_debit[iban]=DE89370400440532013000&billing_details[name]=Ada&billing_details[email]=ada@example.com")).Ok().Id;
        await one.UseCardAsync(account);
        var refused = await one.SwitchAsync(9900, "&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete");
        Assert.Equal((400, "payment_behavior"), (refused.Status, refused.Text("error.param")));
        Assert.Equal(2900, (await one.StateAsync()).Number("items.data.0.price.unit_amount"));
    }

    [Fact]
    public async Task A_change_that_is_not_paid_is_not_tried_again()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        await one.AdvanceAsync(Start + Day);
        (await one.SwitchAsync(9900)).Ok();
        await one.AdvanceAsync(Start + 25 * Day);
        var owing = await one.StateAsync();
        Assert.Equal(("past_due", "open", 1, "false", ""),
            (owing.Text("status"), owing.Text("latest_invoice.status"), owing.Number("latest_invoice.attempt_count"), owing.Text("latest_invoice.auto_advance"), owing.Text("latest_invoice.next_payment_attempt")));
        (await sandbox.PostAsync($"/v1/invoices/{owing.Text("latest_invoice.id")}/pay", "payment_method=pm_card_visa")).Ok();
        Assert.Equal("active", (await one.StateAsync()).Text("status"));
    }

    [Theory]
    [InlineData("allow_incomplete", 200, "past_due", 9900)]
    [InlineData("default_incomplete", 200, "past_due", 9900)]
    [InlineData("error_if_incomplete", 402, "active", 2900)]
    public async Task An_upgrade_whose_payment_fails_does_what_the_call_asked_for(string behaviour, int answered, string status, long amount)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        await one.AdvanceAsync(Start + Day);
        Assert.Equal(answered, (await one.SwitchAsync(9900, $"&proration_behavior=always_invoice&payment_behavior={behaviour}")).Status);
        var after = await one.StateAsync();
        Assert.Equal((status, amount), (after.Text("status"), after.Number("items.data.0.price.unit_amount")));
        Assert.Equal(answered == 402 ? 1 : 2, (await one.InvoicesAsync()).Count);
    }

    [Fact]
    public async Task Items_come_and_go_by_routes_of_their_own()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(3000);
        await one.AdvanceAsync(Start + 15 * Day);
        var added = (await sandbox.PostAsync("/v1/subscription_items", $"subscription={one.Id}&price={await one.PriceAsync(1000)}&quantity=2")).Ok();
        Assert.Equal(2, (await sandbox.GetAsync($"/v1/subscription_items?subscription={one.Id}")).Data.Count);
        (await sandbox.PostAsync($"/v1/subscription_items/{added.Id}", "quantity=4&proration_behavior=always_invoice")).Ok();
        Assert.Equal([1000, -1000, 2000], Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!).Select(l => l.Amount));
        Assert.Equal("true", (await sandbox.DeleteAsync($"/v1/subscription_items/{added.Id}")).Ok().Text("deleted"));
        Assert.Equal([(-2000, "Unused time on 4 × Pro after 16 Apr 2026"), (3000, "1 × Pro (at $30.00 / month)")], Subscriber.Lines((await one.PreviewAsync()).Ok().Body));
        Assert.Equal(400, (await sandbox.DeleteAsync($"/v1/subscription_items/{one.Item}")).Status);
        Assert.Equal(404, (await sandbox.GetAsync($"/v1/subscription_items/{added.Id}")).Status);
    }

    [Fact]
    public async Task What_the_sandbox_does_not_bill_is_refused()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        foreach (var (form, param) in new[] { ("billing_mode[type]=classic", "billing_mode[type]"), ("application_fee_percent=5", "application_fee_percent") })
        {
            var refused = await sandbox.PostAsync("/v1/subscriptions", $"customer={one.Customer}&items[0][price]={await one.PriceAsync(100)}&{form}");
            Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        }
        Assert.Empty(await one.InvoicesAsync());
    }
}
