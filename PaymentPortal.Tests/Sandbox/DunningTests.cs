namespace PaymentPortal.Tests.Sandbox;

public sealed class DunningTests : IAsyncLifetime
{
    private const long Start = Subscriber.April;
    private const long Day = Subscriber.Day;
    private const long Renewal = Start + 30 * Day;

    private readonly List<SandboxHost> sandboxes = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var sandbox in sandboxes)
            await sandbox.DisposeAsync();
    }

    private async Task<(SandboxHost Sandbox, Subscriber One)> FailingAsync(params (string, string)[] settings)
    {
        var sandbox = await SandboxHost.StartAsync(settings: settings);
        sandboxes.Add(sandbox);
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(2900);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        return (sandbox, one);
    }

    [Fact]
    public async Task A_failed_renewal_is_tried_again_after_3_5_and_7_days_and_then_ends_the_subscription()
    {
        var (sandbox, one) = await FailingAsync();
        await one.AdvanceAsync(Renewal + 3700);
        var behind = await one.StateAsync();
        Assert.Equal(("past_due", "open", 1, Renewal + 3600 + 3 * Day),
            (behind.Text("status"), behind.Text("latest_invoice.status"), behind.Number("latest_invoice.attempt_count"), behind.Number("latest_invoice.next_payment_attempt")));
        Assert.Equal("true", (await sandbox.GetAsync($"/v1/customers/{one.Customer}")).Text("delinquent"));
        await one.AdvanceAsync(Renewal + 20 * Day);
        var failures = (await one.EventsAsync("invoice.payment_failed")).Select(e => Subscriber.At(e, "created") - Renewal - 3600).ToList();
        Assert.Equal([0, 3 * Day, 8 * Day, 15 * Day], failures);
        var ended = await one.StateAsync();
        Assert.Equal(("canceled", "payment_failed", Renewal + 3600 + 15 * Day), (ended.Text("status"), ended.Text("cancellation_details.reason"), ended.Number("ended_at")));
        Assert.Equal(("open", 4, "false", ""), (ended.Text("latest_invoice.status"), ended.Number("latest_invoice.attempt_count"), ended.Text("latest_invoice.auto_advance"), ended.Text("latest_invoice.next_payment_attempt")));
        Assert.Equal(["charge.failed", "payment_intent.payment_failed", "invoice.updated", "invoice.payment_failed", "customer.subscription.deleted", "invoice.updated"], await one.ToldAsync(Renewal + 3600 + 15 * Day - 1));
    }

    [Fact]
    public async Task Another_card_heals_it_at_the_next_attempt()
    {
        var (sandbox, one) = await FailingAsync();
        await one.AdvanceAsync(Renewal + Day);
        await one.UseCardAsync("pm_card_visa");
        await one.AdvanceAsync(Renewal + 3 * Day + 3600);
        var healed = await one.StateAsync();
        Assert.Equal(("active", "paid", 2), (healed.Text("status"), healed.Text("latest_invoice.status"), healed.Number("latest_invoice.attempt_count")));
        Assert.Equal("false", (await sandbox.GetAsync($"/v1/customers/{one.Customer}")).Text("delinquent"));
    }

    [Theory]
    [InlineData("void", "past_due")]
    [InlineData("mark_uncollectible", "active")]
    public async Task What_is_owed_is_said_by_the_newest_invoice_that_is_not_void(string end, string status)
    {
        var (sandbox, one) = await FailingAsync(("Sandbox:AfterLastAttempt", "leave_past_due"), ("Sandbox:RetrySchedule", "1"));
        await one.AdvanceAsync(Renewal + 32 * Day);
        var behind = await one.StateAsync();
        Assert.Equal(("past_due", "open"), (behind.Text("status"), behind.Text("latest_invoice.status")));
        (await sandbox.PostAsync($"/v1/invoices/{behind.Text("latest_invoice.id")}/{end}")).Ok();
        Assert.Equal(status, (await one.StateAsync()).Text("status"));
        var first = (await one.InvoicesAsync()).Single(i => i["status"]!.ToString() == "open");
        (await sandbox.PostAsync($"/v1/invoices/{first["id"]}/pay", "payment_method=pm_card_visa")).Ok();
        Assert.Equal("active", (await one.StateAsync()).Text("status"));
    }

    [Fact]
    public async Task Unpaid_it_goes_on_in_drafts_and_paying_the_latest_one_heals_it()
    {
        var (sandbox, one) = await FailingAsync(("Sandbox:AfterLastAttempt", "mark_unpaid"), ("Sandbox:RetrySchedule", "1"));
        await one.AdvanceAsync(Renewal + 2 * Day);
        Assert.Equal("unpaid", (await one.StateAsync()).Text("status"));
        await one.AdvanceAsync(Renewal + 32 * Day);
        var later = await one.StateAsync();
        Assert.Equal(("unpaid", "draft", "false"), (later.Text("status"), later.Text("latest_invoice.status"), later.Text("latest_invoice.auto_advance")));
        (await sandbox.PostAsync($"/v1/invoices/{later.Text("latest_invoice.id")}/pay", "payment_method=pm_card_visa")).Ok();
        Assert.Equal("active", (await one.StateAsync()).Text("status"));
    }

    [Fact]
    public async Task An_invoice_that_is_sent_is_past_due_from_its_day_on()
    {
        var sandbox = await SandboxHost.StartAsync();
        sandboxes.Add(sandbox);
        var one = await new Subscriber(sandbox).ArriveAsync(Start, card: null);
        Assert.Equal("active", (await one.SubscribeAsync(2900, "&collection_method=send_invoice&days_until_due=5")).Text("status"));
        await one.AdvanceAsync(Start + 4 * Day);
        var waiting = await one.StateAsync();
        Assert.Equal(("active", "open", Start + 3600 + 5 * Day), (waiting.Text("status"), waiting.Text("latest_invoice.status"), waiting.Number("latest_invoice.due_date")));
        Assert.Single(await one.EventsAsync("invoice.sent"));
        await one.AdvanceAsync(Start + 6 * Day);
        Assert.Equal("past_due", (await one.StateAsync()).Text("status"));
        Assert.Single(await one.EventsAsync("invoice.overdue"));
        (await sandbox.PostAsync($"/v1/invoices/{waiting.Text("latest_invoice.id")}/pay", "payment_method=pm_card_visa")).Ok();
        Assert.Equal("active", (await one.StateAsync()).Text("status"));
    }

    [Fact]
    public async Task A_debit_that_fails_days_later_is_tried_again()
    {
        var (_, one) = await FailingAsync();
        await one.UseCardAsync("pm_usBankAccount_insufficientFunds");
        await one.AdvanceAsync(Renewal + 3700);
        Assert.Equal(("active", "open", 0), ((await one.StateAsync()).Text("status"), (await one.StateAsync()).Text("latest_invoice.status"), (await one.StateAsync()).Number("latest_invoice.attempt_count")));
        await one.AdvanceAsync(Renewal + 8 * Day);
        var failed = await one.StateAsync();
        Assert.Equal(("past_due", 1), (failed.Text("status"), failed.Number("latest_invoice.attempt_count")));
        Assert.True(failed.Number("latest_invoice.next_payment_attempt") > Renewal);
    }
}
