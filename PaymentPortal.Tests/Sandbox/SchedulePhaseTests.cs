using Microsoft.Data.Sqlite;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>What a phase of a schedule takes over, bills and leaves behind: at a renewal, in the middle of a period, and when it is changed while it runs.</summary>
public sealed class SchedulePhaseTests : SandboxTests
{
    private const long Start = Subscriber.April;
    private const long Day = Subscriber.Day;
    private const long May = Start + 30 * Day;

    private string meter = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        meter = (await sandbox.PostAsync("/v1/billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=sum")).Ok().Id;
    }

    private async Task<string> MeteredAsync(int each) =>
        (await sandbox.PostAsync("/v1/prices", $"currency=usd&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}&product_data[name]=Calls&unit_amount={each}")).Ok().Id;

    private async Task UseAsync(Subscriber one, int used, long at) =>
        (await sandbox.PostAsync("/v1/billing/meter_events", $"event_name=calls&payload[stripe_customer_id]={one.Customer}&payload[value]={used}&timestamp={at}")).Ok();

    /// <summary>A schedule of the subscription as it is, with one more phase.</summary>
    private async Task<string> ThenAsync(Subscriber one, string phase, long end = May)
    {
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok();
        (await sandbox.PostAsync($"/v1/subscription_schedules/{schedule.Id}", $"end_behavior=release&{Same(await one.StateAsync(), end)}&{phase}")).Ok();
        return schedule.Id;
    }

    private static string Same(Answer subscription, long end) =>
        string.Join('&', subscription.Body["items"]!["data"]!.AsArray().Select((item, at) => $"phases[0][items][{at}][price]={item!["price"]!["id"]}")) + $"&phases[0][start_date]={Start}&phases[0][end_date]={end}";

    private static async Task<List<long>> TotalsAsync(Subscriber one) => [.. (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total"))];

    [Fact]
    public async Task A_phase_gives_up_a_change_that_waits_for_its_payment()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(3000);
        await ThenAsync(one, $"phases[1][items][0][price]={await one.PriceAsync(5000)}&phases[1][proration_behavior]=none", Start + 10 * Day);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        await one.AdvanceAsync(Start + 10 * Day - 7200);
        var waiting = (await one.SwitchAsync(9000, "&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete")).Ok();
        Assert.NotEqual("", waiting.Text("pending_update"));
        await one.AdvanceAsync(Start + 10 * Day + 60);
        var then = await one.StateAsync();
        Assert.Equal((5000, ""), (then.Number("items.data.0.price.unit_amount"), then.Text("pending_update")));
        Assert.Equal("void", (await sandbox.GetAsync($"/v1/invoices/{waiting.Text("latest_invoice")}")).Text("status"));
        Assert.Single(await one.EventsAsync("customer.subscription.pending_update_expired"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("create_prorations")]
    [InlineData("always_invoice")]
    public async Task Use_of_the_period_that_ends_with_a_phase_is_billed_with_the_renewal_and_counted_until_it_is_final(string prorations)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var (before, after) = (await MeteredAsync(10), await MeteredAsync(50));
        await one.SubscribeAsync(3000, $"&items[1][price]={before}");
        await ThenAsync(one, $"phases[1][items][0][price]={await one.PriceAsync(3000)}&phases[1][items][1][price]={after}&phases[1][proration_behavior]={prorations}");
        await one.AdvanceAsync(Start + 10 * Day);
        await UseAsync(one, 7, Start + 9 * Day);
        Assert.Equal(3070, (await one.PreviewAsync()).Ok().Number("total"));
        await one.AdvanceAsync(May + 600);
        await UseAsync(one, 2, May - 60);
        await one.AdvanceAsync(May + Day);
        await UseAsync(one, 1, May + 3600);
        await one.AdvanceAsync(Start + 62 * Day);
        Assert.Equal([3050, 3090, 3000], await TotalsAsync(one));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("create_prorations")]
    public async Task What_a_phase_adds_at_a_renewal_is_renewed_with_the_rest(string prorations)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(3000);
        await ThenAsync(one, $"phases[1][items][0][price]={await one.PriceAsync(3000)}&phases[1][items][1][price]={await one.PriceAsync(500)}&phases[1][proration_behavior]={prorations}");
        Assert.Equal(3500, (await one.PreviewAsync()).Ok().Number("total"));
        await one.AdvanceAsync(May + Day);
        var state = await one.StateAsync();
        Assert.All(state.Body["items"]!["data"]!.AsArray(), item => Assert.Equal((May, May + 31 * Day), (Subscriber.At(item!, "current_period_start"), Subscriber.At(item!, "current_period_end"))));
        Assert.Equal([3500, 3000], await TotalsAsync(one));
    }

    [Theory]
    [InlineData("none", 3000)]
    [InlineData("create_prorations", 6000)]
    [InlineData("always_invoice", 3000)]
    public async Task A_preview_counts_the_phases_that_begin_before_the_renewal(string prorations, long renewal)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(3000);
        await ThenAsync(one, $"phases[1][items][0][price]={await one.PriceAsync(9000)}&phases[1][end_date]={Start + 20 * Day}&phases[1][proration_behavior]={prorations}"
            + $"&phases[2][items][0][price]={await one.PriceAsync(3000)}&phases[2][end_date]={Start + 60 * Day}&phases[2][proration_behavior]=none", Start + 5 * Day);
        var next = (await one.PreviewAsync()).Ok().Number("total");
        await one.AdvanceAsync(May + Day);
        var totals = await TotalsAsync(one);
        Assert.Equal(next, totals[^2]);
        Assert.Equal(prorations == "create_prorations" ? 3000 + 5000 : renewal, totals[0]);
    }

    [Fact]
    public async Task Use_before_a_trial_of_a_running_plan_is_owed()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        await one.SubscribeAsync(3000, $"&items[1][price]={await MeteredAsync(10)}");
        await one.AdvanceAsync(Start + 10 * Day);
        await UseAsync(one, 7, Start + 9 * Day);
        (await one.UpdateAsync($"trial_end={Start + 20 * Day}&proration_behavior=none")).Ok();
        Assert.Equal(70, (await TotalsAsync(one))[0]);
    }

    [Fact]
    public async Task A_running_phase_that_is_changed_brings_nothing_a_second_time()
    {
        (await sandbox.PostAsync("/v1/coupons", "id=ONCE&amount_off=300&currency=usd&duration=once")).Ok();
        (await sandbox.PostAsync("/v1/coupons", "id=HALF&percent_off=50&duration=forever")).Ok();
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var setup = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=500&product_data[name]=Setup")).Ok().Id;
        string Phase(int quantity, string price, string more) =>
            $"phases[0][items][0][price]={price}&phases[0][items][0][quantity]={quantity}&phases[0][end_date]={Start + 90 * Day}&phases[0][add_invoice_items][0][price]={setup}"
            + $"&phases[0][add_invoice_items][0][discountable]=false&phases[0][billing_cycle_anchor]=phase_start{more}";
        var plan = await one.PriceAsync(1000);
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules", $"customer={one.Customer}&start_date={Start}&{Phase(1, plan, "&phases[0][discounts][0][coupon]=ONCE")}")).Ok();
        await one.AdvanceAsync(Start + 10 * Day);
        Assert.Equal([1200], await TotalsAsync(one));
        (await sandbox.PostAsync($"/v1/subscription_schedules/{schedule.Id}", Phase(2, plan, $"&phases[0][start_date]={Start}&phases[0][discounts][0][coupon]=ONCE") + "&proration_behavior=none")).Ok();
        await one.AdvanceAsync(May + Day);
        Assert.Equal([2000, 1200], await TotalsAsync(one));
        (await sandbox.PostAsync($"/v1/subscription_schedules/{schedule.Id}", Phase(2, plan, $"&phases[0][start_date]={Start}&phases[0][discounts][0][coupon]=HALF&phases[0][metadata][team]=blue"))).Ok();
        await one.AdvanceAsync(Start + 62 * Day);
        Assert.Equal([1000, 2000, 1200], await TotalsAsync(one));
        var subscription = schedule.Text("subscription");
        Assert.Equal("blue", (await sandbox.GetAsync($"/v1/subscriptions/{subscription}")).Ok().Text("metadata.team"));
    }

    [Fact]
    public async Task A_phase_begins_without_a_discount_that_was_spent_since_and_what_cannot_be_is_refused_when_it_is_planned()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        (await sandbox.PostAsync("/v1/coupons", "id=LAST&percent_off=50&duration=forever&max_redemptions=1")).Ok();
        var plan = await one.PriceAsync(1000);
        var first = $"customer={one.Customer}&start_date=now&phases[0][items][0][price]={plan}&phases[0][duration][interval]=month&";
        var next = $"phases[1][items][0][price]={plan}&phases[1][duration][interval]=month";
        foreach (var (wrong, param) in new[]
        {
            ("&phases[1][discounts][0][coupon]=NONE", "phases[1][discounts][0][coupon]"), ("&phases[1][default_payment_method]=pm_none", "phases[1][default_payment_method]"),
            ("&phases[1][currency]=eur", "phases[1][items]"), ($"&phases[1][trial]=true&phases[1][trial_end]={May + Day}", "phases[1][trial_end]"), ($"&phases[1][trial_end]={May + 90 * Day}", "phases[1][trial_end]"),
        })
        {
            var refused = await sandbox.PostAsync("/v1/subscription_schedules", first + next + wrong);
            Assert.Equal((wrong, 400, param), (wrong, refused.Status, refused.Text("error.param")));
        }

        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules", first + next + "&phases[1][discounts][0][coupon]=LAST")).Ok();
        var other = await new Subscriber(sandbox).ArriveAsync(Start);
        await other.SubscribeAsync(1000, "&discounts[0][coupon]=LAST");
        await one.AdvanceAsync(May + Day);
        Assert.Equal([1000, 1000], await TotalsAsync(one));
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscription_schedules/{schedule.Id}")).Text("status"));
    }

    [Fact]
    public async Task What_fails_when_its_time_comes_holds_up_nobody_else()
    {
        var customer = (await sandbox.PostAsync("/v1/customers", "email=ada@example.com")).Ok().Id;
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var later = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        async Task<string> PlanAsync() => (await sandbox.PostAsync("/v1/subscription_schedules", $"customer={customer}&start_date={later}&phases[0][items][0][price]={price}&phases[0][duration][interval]=month")).Ok().Id;
        var (broken, whole) = (await PlanAsync(), await PlanAsync());
        await sandbox.RestartAsync(meanwhile: database =>
        {
            Run(database, $"UPDATE objects SET due=1, json=replace(CAST(json AS TEXT), '\"phases\":[', '\"phases_gone\":[') WHERE id='{broken}'");
            Run(database, $"UPDATE objects SET due=2 WHERE id='{whole}'");
        });
        await Eventually.TrueAsync(() => Run(sandbox.FilePath, $"SELECT due FROM objects WHERE id='{whole}'") == later, "The whole schedule was not reached.");
        Assert.True(Run(sandbox.FilePath, $"SELECT due FROM objects WHERE id='{broken}'") > later - 90_000);
    }

    private static long Run(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
