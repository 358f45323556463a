namespace PaymentPortal.Tests.Sandbox;

public sealed class ScheduleTests : IAsyncLifetime
{
    private const long Start = 1_775_001_600; // 1 April 2026, 00:00 UTC
    private const long Day = Subscriber.Day;

    private SandboxHost sandbox = null!;

    public async ValueTask InitializeAsync() => sandbox = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private async Task<List<string>> ToldAsync(Subscriber one) =>
        [.. (await one.EventsAsync()).Select(e => e["type"]!.ToString()).Where(t => t.StartsWith("subscription_schedule.")).Select(t => t["subscription_schedule.".Length..])];

    [Fact]
    public async Task Phases_follow_each_other_and_the_subscription_is_let_go_in_the_end()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules",
            $"customer={one.Customer}&start_date={Start + Day}&phases[0][items][0][price]={await one.PriceAsync(1000)}&phases[0][duration][interval]=month&phases[0][duration][interval_count]=2"
            + $"&phases[1][items][0][price]={await one.PriceAsync(3000)}&phases[1][items][0][quantity]=2&phases[1][duration][interval]=month")).Ok();
        Assert.Equal(("not_started", ""), (schedule.Text("status"), schedule.Text("subscription")));
        await one.AdvanceAsync(Start + 2 * Day);
        var running = (await sandbox.GetAsync($"/v1/subscription_schedules/{schedule.Id}?expand[]=subscription")).Ok();
        Assert.Equal(("active", schedule.Id, Start + Day), (running.Text("status"), running.Text("subscription.schedule"), running.Number("current_phase.start_date")));
        await one.AdvanceAsync(Start + 130 * Day);
        Assert.Equal([6000, 6000, 6000, 1000, 1000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "amount_paid")));
        var released = (await sandbox.GetAsync($"/v1/subscription_schedules/{schedule.Id}")).Ok();
        Assert.Equal(("released", "", running.Text("subscription.id")), (released.Text("status"), released.Text("subscription"), released.Text("released_subscription")));
        Assert.Equal("", (await sandbox.GetAsync($"/v1/subscriptions/{running.Text("subscription.id")}")).Text("schedule"));
        Assert.Equal(["created", "updated", "updated", "expiring", "released"], await ToldAsync(one));
    }

    [Fact]
    public async Task A_phase_in_the_middle_of_a_period_is_prorated_and_the_end_cancels()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(3000);
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok();
        Assert.Equal(("active", Start, Start + 30 * Day), (schedule.Text("status"), schedule.Number("phases.0.start_date"), schedule.Number("phases.0.end_date")));
        (await sandbox.PostAsync($"/v1/subscription_schedules/{schedule.Id}",
            $"end_behavior=cancel&phases[0][items][0][price]={await one.PriceAsync(3000)}&phases[0][start_date]={Start}&phases[0][end_date]={Start + 15 * Day}"
            + $"&phases[1][items][0][price]={await one.PriceAsync(9000)}&phases[1][end_date]={Start + 45 * Day}&phases[1][proration_behavior]=always_invoice")).Ok();
        await one.AdvanceAsync(Start + 16 * Day);
        Assert.Equal([-1500, 4500], Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!).Select(l => l.Amount));
        await one.AdvanceAsync(Start + 46 * Day);
        Assert.Equal(("canceled", Start + 45 * Day), ((await one.StateAsync()).Text("status"), (await one.StateAsync()).Number("ended_at")));
        Assert.Equal("completed", (await sandbox.GetAsync($"/v1/subscription_schedules/{schedule.Id}")).Text("status"));
        Assert.Equal([9000, 3000, 3000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
    }

    [Fact]
    public async Task A_schedule_ends_with_its_subscription()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(3000);
        var first = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok().Id;
        Assert.Equal(400, (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Status);
        (await sandbox.DeleteAsync($"/v1/subscriptions/{one.Id}")).Ok();
        Assert.Equal("canceled", (await sandbox.GetAsync($"/v1/subscription_schedules/{first}")).Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/subscription_schedules/{first}/release")).Status);

        await one.SubscribeAsync(3000);
        var second = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/subscription_schedules/{second}/release")).Ok();
        Assert.Equal(("active", ""), ((await one.StateAsync()).Text("status"), (await one.StateAsync()).Text("schedule")));
        var third = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok().Id;
        await one.AdvanceAsync(Start + 10 * Day);
        (await sandbox.PostAsync($"/v1/subscription_schedules/{third}/cancel")).Ok();
        Assert.Equal(("canceled", -2000), ((await one.StateAsync()).Text("status"), (await one.StateAsync()).Number("latest_invoice.total")));
        Assert.Equal(["created", "canceled", "created", "released", "created", "canceled"], await ToldAsync(one));
    }
}
