namespace PaymentPortal.Tests.Sandbox;

/// <summary>A day of cancellation that is not a period's end: what is beyond it is given back, or not charged.</summary>
public sealed class EndWithinPeriodTests : SandboxTests
{
    private const long April = Subscriber.April;
    private const long Day = Subscriber.Day;

    private Subscriber one = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        one = await new Subscriber(sandbox).ArriveAsync(April);
    }

    private async Task<List<(long Amount, string Description)>> WaitingAsync() =>
        [.. (await sandbox.GetAsync($"/v1/invoiceitems?customer={one.Customer}&pending=true")).Ok().Data.Select(i => (Subscriber.At(i!, "amount"), i!["description"]!.ToString()))];

    private async Task<long> BalanceAsync() => (await sandbox.GetAsync($"/v1/customers/{one.Customer}")).Number("balance");

    [Fact]
    public async Task In_the_current_period_the_rest_is_given_back()
    {
        await one.SubscribeAsync(3000);
        (await one.UpdateAsync($"cancel_at={April + 10 * Day}")).Ok();
        Assert.Equal([(-2000, "Unused time on Pro after 11 Apr 2026")], await WaitingAsync());
        await one.AdvanceAsync(April + 11 * Day);
        Assert.Equal(("canceled", April + 10 * Day, -2000L), ((await one.StateAsync()).Text("status"), (await one.StateAsync()).Number("ended_at"), await BalanceAsync()));
    }

    [Fact]
    public async Task Another_day_or_none_charges_again_what_was_given_back()
    {
        await one.SubscribeAsync(3000);
        (await one.UpdateAsync($"cancel_at={April + 10 * Day}")).Ok();
        (await one.UpdateAsync($"cancel_at={April + 20 * Day}")).Ok();
        Assert.Equal(-1000, (await WaitingAsync()).Sum(i => i.Amount));
        (await one.UpdateAsync("cancel_at=")).Ok();
        Assert.Equal(0, (await WaitingAsync()).Sum(i => i.Amount));
        (await one.UpdateAsync("metadata[note]=untouched")).Ok();
        Assert.Equal(0, (await WaitingAsync()).Sum(i => i.Amount));
        await one.AdvanceAsync(April + 31 * Day);
        Assert.Equal([3000, 3000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
    }

    [Theory]
    [InlineData("&proration_behavior=none", 0)]
    [InlineData("&proration_behavior=always_invoice", 2000)]
    public async Task It_follows_the_prorations_that_are_wished(string more, long credit)
    {
        await one.SubscribeAsync(3000);
        (await one.UpdateAsync($"cancel_at={April + 10 * Day}{more}")).Ok();
        Assert.Empty(await WaitingAsync());
        Assert.Equal(-credit, await BalanceAsync());
        await one.AdvanceAsync(April + 11 * Day);
        Assert.Equal(("canceled", -credit), ((await one.StateAsync()).Text("status"), await BalanceAsync()));
    }

    [Fact]
    public async Task An_upgrade_meanwhile_is_charged_until_then()
    {
        await one.SubscribeAsync(3000);
        (await one.UpdateAsync($"cancel_at={April + 20 * Day}")).Ok();
        await one.AdvanceAsync(April + 10 * Day);
        (await one.SwitchAsync(6000)).Ok();
        Assert.Equal(0, (await WaitingAsync()).Sum(i => i.Amount));
        // Ten days of the dearer plan instead of ten of the cheaper, and ten days given back.
        Assert.Equal(2000 - 1000 - 1000, (await one.InvoicesAsync())[0]["total"]!.GetValue<long>());
        await one.AdvanceAsync(April + 21 * Day);
        Assert.Equal(("canceled", 0L), ((await one.StateAsync()).Text("status"), await BalanceAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&proration_behavior=none")]
    public async Task A_later_period_is_charged_until_then_alone(string more)
    {
        await one.SubscribeAsync(3000);
        (await one.UpdateAsync($"cancel_at={April + 40 * Day}{more}")).Ok();
        Assert.Empty(await WaitingAsync());
        Assert.Equal(968, (await one.PreviewAsync()).Ok().Number("total"));
        await one.AdvanceAsync(April + 41 * Day);
        // Ten of the 31 days of the period from 1 May on
        Assert.Equal([968, 3000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
        Assert.Equal(("canceled", 0L), ((await one.StateAsync()).Text("status"), await BalanceAsync()));
    }

    [Theory]
    [InlineData("", 1000)]
    [InlineData("&proration_behavior=none", 3000)]
    public async Task It_can_stand_from_the_beginning(string more, long charged)
    {
        await one.SubscribeAsync(3000, $"&cancel_at={April + 10 * Day}{more}");
        Assert.Equal(charged, (await one.StateAsync()).Number("latest_invoice.total"));
        await one.AdvanceAsync(April + 11 * Day);
        Assert.Equal(("canceled", 0L), ((await one.StateAsync()).Text("status"), await BalanceAsync()));
    }

    [Theory]
    [InlineData("cancel_at_period_end=true")]
    [InlineData("cancel_at=min_period_end")]
    public async Task A_schedule_decides_over_the_end_of_what_it_manages(string form)
    {
        await one.SubscribeAsync(3000);
        var schedule = (await sandbox.PostAsync("/v1/subscription_schedules", $"from_subscription={one.Id}")).Ok().Id;
        var refused = await one.UpdateAsync(form);
        Assert.Equal(400, refused.Status);
        Assert.Contains($"managed by the subscription schedule `{schedule}`", refused.Text("error.message"));
        (await sandbox.PostAsync($"/v1/subscription_schedules/{schedule}/release")).Ok();
        (await one.UpdateAsync(form)).Ok();
    }
}
