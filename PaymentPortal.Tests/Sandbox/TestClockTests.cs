namespace PaymentPortal.Tests.Sandbox;

public sealed class TestClockTests : SandboxTests
{
    private const long Start = 1_769_860_800; // 31 January 2026, 12:00 UTC
    private const long Day = 86_400;

    private async Task<string> SubscribeAsync(string customer, string more = "")
    {
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=2900&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        return (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}{more}")).Ok().Id;
    }

    [Fact]
    public async Task What_lives_on_a_clock_carries_its_time()
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = await PayerAsync($"&test_clock={clock}");
        await SubscribeAsync(customer);
        var invoice = (await sandbox.GetAsync($"/v1/invoices?customer={customer}")).Ok();
        Assert.Equal((Start, Start), (invoice.Number("data.0.created"), invoice.Number("data.0.status_transitions.paid_at")));
        Assert.Equal(Start, (await sandbox.GetAsync($"/v1/charges?customer={customer}")).Number("data.0.created"));
        Assert.Equal(Start, (await sandbox.GetAsync("/v1/events?type=invoice.paid")).Number("data.0.created"));
    }

    [Fact]
    public async Task Time_renews_month_by_month_from_the_anchor()
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = await PayerAsync($"&test_clock={clock}");
        var subscription = await SubscribeAsync(customer);
        await sandbox.AdvanceAsync(clock, Start + 91 * Day);
        var invoices = (await sandbox.GetAsync($"/v1/invoices?customer={customer}")).Ok();
        Assert.Equal(["paid", "paid", "paid", "paid"], invoices.Data.Select(i => i!["status"]!.ToString()));
        var starts = invoices.Data.Select(i => DateTimeOffset.FromUnixTimeSeconds(i!["lines"]!["data"]![0]!["period"]!["start"]!.GetValue<long>()).ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["04-30", "03-31", "02-28", "01-31"], starts);
        Assert.Equal("subscription_cycle", invoices.Text("data.0.billing_reason"));
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscriptions/{subscription}")).Text("status"));
    }

    [Fact]
    public async Task A_renewal_that_is_declined_makes_it_past_due_and_paying_heals_it()
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = await PayerAsync($"&test_clock={clock}");
        var subscription = await SubscribeAsync(customer);
        var failing = (await sandbox.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={customer}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={failing}")).Ok();
        await sandbox.AdvanceAsync(clock, Start + 29 * Day);
        var behind = await sandbox.GetAsync($"/v1/subscriptions/{subscription}?expand[]=latest_invoice");
        Assert.Equal(("past_due", "open"), (behind.Text("status"), behind.Text("latest_invoice.status")));
        (await sandbox.PostAsync($"/v1/invoices/{behind.Text("latest_invoice.id")}/pay", "payment_method=pm_card_visa")).Ok();
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscriptions/{subscription}")).Text("status"));
    }

    [Fact]
    public async Task Cancelled_at_the_periods_end_it_ends_then_and_is_not_billed_again()
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = await PayerAsync($"&test_clock={clock}");
        var subscription = await SubscribeAsync(customer);
        var leaving = (await sandbox.PostAsync($"/v1/subscriptions/{subscription}", "cancel_at_period_end=true")).Ok();
        Assert.Equal(leaving.Number("items.data.0.current_period_end"), leaving.Number("cancel_at"));
        await sandbox.AdvanceAsync(clock, Start + 60 * Day);
        var ended = await sandbox.GetAsync($"/v1/subscriptions/{subscription}");
        Assert.Equal(("canceled", leaving.Number("cancel_at")), (ended.Text("status"), ended.Number("ended_at")));
        Assert.Single((await sandbox.GetAsync($"/v1/invoices?customer={customer}")).Data);
    }

    [Fact]
    public async Task A_first_payment_that_never_comes_expires()
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = (await sandbox.PostAsync("/v1/customers", $"test_clock={clock}")).Ok().Id;
        var subscription = await SubscribeAsync(customer, "&payment_behavior=default_incomplete");
        await sandbox.AdvanceAsync(clock, Start + 2 * Day);
        var expired = await sandbox.GetAsync($"/v1/subscriptions/{subscription}?expand[]=latest_invoice");
        Assert.Equal(("incomplete_expired", "void"), (expired.Text("status"), expired.Text("latest_invoice.status")));
    }

    [Fact]
    public async Task A_trial_costs_nothing_and_then_is_billed()
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = await PayerAsync($"&test_clock={clock}");
        var subscription = await SubscribeAsync(customer, "&trial_period_days=7");
        Assert.Equal("trialing", (await sandbox.GetAsync($"/v1/subscriptions/{subscription}")).Text("status"));
        await sandbox.AdvanceAsync(clock, Start + 8 * Day);
        var totals = (await sandbox.GetAsync($"/v1/invoices?customer={customer}")).Data.Select(i => i!["amount_paid"]!.GetValue<long>());
        Assert.Equal([2900, 0], totals);
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscriptions/{subscription}")).Text("status"));
    }

    [Theory]
    [InlineData("nobody", 2028, 1, 31)]
    [InlineData("monthly", 2026, 3, 31)]
    [InlineData("monthly and a schedule by three days", 2026, 2, 6)]
    [InlineData("ended", 2028, 1, 31)]
    public async Task A_clock_goes_two_intervals_of_its_shortest_subscription_at_once_and_two_years_without_one(string who, int year, int month, int day)
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        var customer = await PayerAsync($"&test_clock={clock}");
        var subscription = who == "nobody" ? null : await SubscribeAsync(customer);
        if (who == "ended")
            (await sandbox.DeleteAsync($"/v1/subscriptions/{subscription}")).Ok();
        if (who == "monthly and a schedule by three days")
        {
            var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=100&recurring[interval]=day&recurring[interval_count]=3&product_data[name]=Days")).Ok().Id;
            (await sandbox.PostAsync("/v1/subscription_schedules", $"customer={customer}&start_date={Start + Day}&phases[0][items][0][price]={price}&phases[0][duration][interval]=month")).Ok();
        }
        var furthest = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var refused = await sandbox.PostAsync($"/v1/test_helpers/test_clocks/{clock}/advance", $"frozen_time={furthest + 1}");
        Assert.Equal((400, "frozen_time"), (refused.Status, refused.Text("error.param")));
        Assert.Equal(("ready", Start), ((await sandbox.GetAsync($"/v1/test_helpers/test_clocks/{clock}")).Text("status"), (await sandbox.GetAsync($"/v1/test_helpers/test_clocks/{clock}")).Number("frozen_time")));
        Assert.Equal("advancing", (await sandbox.PostAsync($"/v1/test_helpers/test_clocks/{clock}/advance", $"frozen_time={furthest}")).Ok().Text("status"));
    }
}
