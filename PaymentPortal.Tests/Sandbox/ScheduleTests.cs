namespace PaymentPortal.Tests.Sandbox;

public sealed class ScheduleTests : SandboxTests
{
    private const long Start = Subscriber.April;
    private const long Day = Subscriber.Day;

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

    [Theory]
    [InlineData(7, "7 × Calls (Tier 1 at $0.00 / month)", 0)]
    [InlineData(13, "10 × Calls (Tier 1 at $0.00 / month), 3 × Calls (Tier 2 at $0.025 / month)", 8)]
    [InlineData(0, "0 × Calls (Tier 1 at $0.00 / month)", 0)]
    public async Task Use_before_a_phase_is_billed_at_its_own_price_for_its_own_time(int used, string lines, long billed)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var meter = (await sandbox.PostAsync("/v1/billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=sum")).Ok().Id;
        async Task<string> MeteredAsync(int free) => (await sandbox.PostAsync("/v1/prices", $"currency=usd&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}&product_data[name]=Calls"
            + $"&billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]={free}&tiers[0][unit_amount]=0&tiers[1][up_to]=inf&tiers[1][unit_amount_decimal]=2.5")).Ok().Id;
        var (before, after) = (await MeteredAsync(10), await MeteredAsync(2));
        await one.SubscribeAsync(3000, $"&items[1][price]={before}");
        var plan = (await one.StateAsync()).Text("items.data.0.price.id");
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok();
        (await sandbox.PostAsync($"/v1/subscription_schedules/{schedule.Id}",
            $"end_behavior=release&phases[0][items][0][price]={plan}&phases[0][items][1][price]={before}&phases[0][start_date]={Start}&phases[0][end_date]={Start + 30 * Day}"
            + $"&phases[1][items][0][price]={await one.PriceAsync(1000)}&phases[1][items][1][price]={after}&phases[1][proration_behavior]=create_prorations")).Ok();
        await one.AdvanceAsync(Start + 10 * Day);
        if (used > 0)
            (await sandbox.PostAsync("/v1/billing/meter_events", $"event_name=calls&payload[stripe_customer_id]={one.Customer}&payload[value]={used}&timestamp={Start + 9 * Day}")).Ok();
        Told((await one.PreviewAsync()).Ok().Body);
        await one.AdvanceAsync(Start + 31 * Day);
        Told((await one.StateAsync()).Body["latest_invoice"]!);
        await one.AdvanceAsync(Start + 62 * Day);
        Assert.Equal([1000, 1000 + billed, 3000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));

        void Told(System.Text.Json.Nodes.JsonNode invoice)
        {
            var told = invoice["lines"]!["data"]!.AsArray().Where(l => l!["description"]!.ToString().Contains("Calls", StringComparison.Ordinal)).ToList();
            Assert.Equal(lines, string.Join(", ", told.Select(l => l!["description"])));
            Assert.All(told, l => Assert.Equal((Start, Start + 30 * Day), (Subscriber.At(l!["period"]!, "start"), Subscriber.At(l["period"]!, "end"))));
            Assert.Equal(1000 + billed, Subscriber.At(invoice, "total"));
        }
    }

    [Fact]
    public async Task A_phase_brings_its_discount_and_takes_it_away()
    {
        (await sandbox.PostAsync("/v1/coupons", "id=HALF&percent_off=50&duration=forever")).Ok();
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        (await sandbox.PostAsync("/v1/subscription_schedules",
            $"customer={one.Customer}&start_date=now&phases[0][items][0][price]={await one.PriceAsync(3000)}&phases[0][duration][interval]=month&phases[0][discounts][0][coupon]=HALF"
            + $"&phases[1][items][0][price]={await one.PriceAsync(3000)}&phases[1][duration][interval]=month")).Ok();
        await one.AdvanceAsync(Start + 32 * Day);
        Assert.Equal([3000, 1500], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "amount_paid")));
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

    [Fact]
    public async Task A_phase_of_another_interval_that_begins_with_a_period_is_billed_with_it_and_foretold()
    {
        const long april = Subscriber.April;
        var one = await new Subscriber(sandbox).ArriveAsync(april);
        await one.SubscribeAsync(49_000, interval: "year");
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok();
        (await sandbox.PostAsync(
            $"/v1/subscription_schedules/{schedule.Id}",
            $"end_behavior=release&phases[0][items][0][price]={await one.PriceAsync(49_000, "year")}&phases[0][start_date]={april}&phases[0][end_date]={april + 365 * Subscriber.Day}"
            + $"&phases[1][items][0][price]={await one.PriceAsync(4900)}&phases[1][proration_behavior]=none&phases[1][duration][interval]=month")).Ok();
        Assert.Equal(4900, (await one.PreviewAsync()).Ok().Number("total"));
        await one.AdvanceAsync(april + 365 * Subscriber.Day + 7200);
        var begun = await one.StateAsync();
        Assert.Equal(("paid", 4900, april + 365 * Subscriber.Day, april + 395 * Subscriber.Day),
            (begun.Text("latest_invoice.status"), begun.Number("latest_invoice.total"), begun.Number("items.data.0.current_period_start"), begun.Number("items.data.0.current_period_end")));
        await one.AdvanceAsync(april + 396 * Subscriber.Day);
        Assert.Equal([4900, 4900, 49_000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
    }
}
