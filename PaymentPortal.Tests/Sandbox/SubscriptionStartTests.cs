namespace PaymentPortal.Tests.Sandbox;

/// <summary>When a subscription may begin, and what is billed of the time before now.</summary>
public sealed class SubscriptionStartTests : SandboxTests
{
    private const long April = Subscriber.April;
    private const long Day = Subscriber.Day;

    [Fact]
    public async Task What_began_before_now_is_billed_period_by_period()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April + 10 * Day);
        var made = await one.SubscribeAsync(3000, $"&backdate_start_date={April - 31 * Day}");
        Assert.Equal((April - 31 * Day, April - 31 * Day, April), (made.Number("start_date"), made.Number("billing_cycle_anchor"), made.Number("items.data.0.current_period_start")));
        var invoice = (await one.StateAsync()).Body["latest_invoice"]!;
        Assert.Equal([(April - 31 * Day, 3000L), (April, 3000L)], invoice["lines"]!["data"]!.AsArray().Select(l => (Subscriber.At(l!["period"]!, "start"), Subscriber.At(l!, "amount"))));
        await one.AdvanceAsync(April + 31 * Day);
        Assert.Equal([3000, 6000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
    }

    [Fact]
    public async Task What_began_before_now_can_be_aligned_and_left_unbilled()
    {
        // From 16 February to 1 May, the next bill: half of February, March and April
        var one = await new Subscriber(sandbox).ArriveAsync(April + 10 * Day);
        await one.SubscribeAsync(2800, $"&backdate_start_date={April - 44 * Day}&billing_cycle_anchor={April + 30 * Day}");
        Assert.Equal([1300, 2800, 2800], Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!).Select(l => l.Amount));

        var free = await new Subscriber(sandbox).ArriveAsync(April + 10 * Day);
        Assert.Equal("", (await free.SubscribeAsync(2800, $"&backdate_start_date={April}&proration_behavior=none")).Text("latest_invoice"));
        await free.AdvanceAsync(April + 31 * Day);
        Assert.Equal([2800], (await free.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
    }

    [Fact]
    public async Task A_discount_of_what_began_before_now_is_used_up_by_that_time()
    {
        (await sandbox.PostAsync("/v1/coupons", "id=HALF&percent_off=50&duration=repeating&duration_in_months=1")).Ok();
        var one = await new Subscriber(sandbox).ArriveAsync(April + 10 * Day);
        await one.SubscribeAsync(3000, $"&backdate_start_date={April - 31 * Day}&discounts[0][coupon]=HALF");
        Assert.Equal(4500, (await one.StateAsync()).Number("latest_invoice.total"));
        await one.AdvanceAsync(April + 31 * Day);
        Assert.Equal((3000L, 0), ((await one.StateAsync()).Number("latest_invoice.total"), (await one.StateAsync()).Body["discounts"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("backdate_start_date={later}", "backdate_start_date")]
    [InlineData("backdate_start_date={earlier}&trial_period_days=3", "backdate_start_date")]
    [InlineData("billing_mode[type]=classic", "billing_mode[type]")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=0", "billing_cycle_anchor_config[day_of_month]")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=-1", "billing_cycle_anchor_config[day_of_month]")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=32", "billing_cycle_anchor_config[day_of_month]")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=1&billing_cycle_anchor_config[month]=13", "billing_cycle_anchor_config[month]")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=1&billing_cycle_anchor_config[hour]=99", "billing_cycle_anchor_config[hour]")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=1&billing_cycle_anchor_config[minute]=60", "billing_cycle_anchor_config[minute]")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=1&billing_cycle_anchor_config[second]=-1", "billing_cycle_anchor_config[second]")]
    public async Task What_cannot_begin_in_this_way_is_refused(string form, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        form = form.Replace("{later}", $"{April + Day}").Replace("{earlier}", $"{April - Day}");
        var refused = await sandbox.PostAsync("/v1/subscriptions", $"customer={one.Customer}&items[0][price]={await one.PriceAsync(100)}&{form}");
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
    }

    [Theory]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={price}&trial_period_days=731", "trial_period_days")]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={price}&trial_end={far}", "trial_end")]
    [InlineData("subscriptions/{subscription}", "trial_end={far}", "trial_end")]
    [InlineData("invoices/create_preview", "customer={customer}&subscription_details[items][0][price]={price}&subscription_details[trial_end]={far}", "subscription_details[trial_end]")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=year&phases[0][duration][interval_count]=3&phases[0][trial_end]={far}", "phases[0][trial_end]")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=year&phases[0][duration][interval_count]=3&phases[0][trial]=true", "phases[0][trial]")]
    [InlineData("checkout/sessions", "mode=subscription&success_url=https://example.com&customer={customer}&line_items[0][price]={price}&line_items[0][quantity]=1&subscription_data[trial_period_days]=731", "subscription_data[trial_period_days]")]
    [InlineData("checkout/sessions", "mode=subscription&success_url=https://example.com&customer={customer}&line_items[0][price]={price}&line_items[0][quantity]=1&subscription_data[trial_end]={far}", "subscription_data[trial_end]")]
    public async Task A_trial_lasts_two_years_at_most(string path, string form, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(2900);
        var price = await one.PriceAsync(2900);
        var named = form.Replace("{customer}", one.Customer).Replace("{price}", price).Replace("{far}", $"{April + 740 * Day}");
        var refused = await sandbox.PostAsync("/v1/" + path.Replace("{subscription}", one.Id), named);
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        if (param.EndsWith("days") || param.EndsWith("days]"))
            Assert.Equal("The maximum number of trial period days is 730 (2 years).", refused.Text("error.message"));
    }

    [Fact]
    public async Task A_trial_of_two_whole_years_is_taken()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        Assert.Equal(April + 730 * Day, (await one.SubscribeAsync(2900, "&trial_period_days=730")).Number("trial_end"));
    }
}
