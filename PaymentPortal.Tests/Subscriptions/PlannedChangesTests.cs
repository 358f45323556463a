using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Subscriptions;

/// <summary>Members who change one plan at the same time, and discounts that a change ends: what is confirmed is what was shown.</summary>
public sealed class PlannedChangesTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private const string Pro = "pro_month_usd";
    private const string Year = "pro_year_usd";
    private const string Meanwhile = "The plan was changed meanwhile. Look at it again, then confirm what you want.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_confirmed_against_another_plan_to_come_is_shown_anew()
    {
        var tenant = await ComeAsync(seats: 5);
        var (ann, dave) = (await tenant.PreviewedAsync(Pro, 2), await tenant.PreviewedAsync(Pro, 4));
        Assert.Equal(ChangeResult.Scheduled, (await tenant.ChangeAsync(ann)).Value);
        var refused = (await tenant.ChangeAsync(dave)).Refusal;
        Assert.Equal((ChangePlan.AmountChanged, Meanwhile), (refused?.Code, refused?.Sentence));
        Assert.Equal(2, (await tenant.PlannedAsync()).Quantity);

        // Who has seen it may take its place, and is told what is paid then
        var again = await tenant.PreviewedAsync(Pro, 4);
        Assert.Equal((true, 59_600L, dave.ThenAt), (again.Withdraws, again.Then!.Due.MinorUnits, again.ThenAt));
        var more = await tenant.PreviewedAsync("enterprise_month_usd", 6);
        Assert.Equal((true, 299_400L), (more.Withdraws, more.Then!.Due.MinorUnits));

        // What is withdrawn anyway may be gone by then
        await tenant.DoAsync<WithdrawChange>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        Assert.Equal(ChangeResult.Scheduled, (await tenant.ChangeAsync(again)).Value);
        await tenant.AdvanceAsync(32);
        await tenant.UntilAsync(s => s.PlanItem is { Quantity: 4 }, "changed with the period");
        Assert.Equal(59_600, (long)(await tenant.LatestInvoiceAsync())["amount_paid"]!);
    }

    [Fact]
    public async Task What_was_confirmed_against_another_number_of_seats_is_shown_anew()
    {
        var tenant = await ComeAsync(seats: 2);
        var (ann, dave) = (await tenant.PreviewedAsync(Pro, 3), await tenant.PreviewedAsync(Pro, 1));
        Assert.Equal(ChangeResult.Done, (await tenant.ChangeAsync(ann)).Value);
        Assert.Equal(Meanwhile, (await tenant.ChangeAsync(dave)).Refusal?.Sentence);
        Assert.Null((string?)(await tenant.AtStripeAsync())["schedule"]);
    }

    [Fact]
    public async Task The_discount_for_staying_ends_with_the_interval_that_it_is_for_and_others_stay()
    {
        var coupon = (string)(await portal.Sandbox.PostAsync("coupons", ("percent_off", "10"), ("duration", "forever")))["id"]!;
        var tenant = await ComeAsync(coupon: coupon);
        await tenant.DoAsync<TakeDiscount>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        Assert.Empty((await tenant.PreviewedAsync(Pro, 2)).Ending);
        var year = await tenant.PreviewedAsync(Year);
        Assert.Equal(("30% off", "10% off"), (Assert.Single(year.Ending).Text, Assert.Single(year.Discounts).Text));
        Assert.Equal(134_100, year.Then!.Due.MinorUnits);
        Assert.Equal(ChangeResult.Done, (await tenant.ChangeAsync(year)).Value);
        var invoice = await tenant.LatestInvoiceAsync();
        Assert.Equal((year.Order.Due.MinorUnits, "paid"), ((long)invoice["amount_paid"]!, (string?)invoice["status"]));
        Assert.True(year.Order.Due.MinorUnits > 110_000, $"{year.Order.Due} is no whole year less a month.");
        Assert.Single((await tenant.AtStripeAsync())["discounts"]!.AsArray());
    }

    [Fact]
    public async Task A_change_of_the_interval_that_is_not_paid_ends_no_discount()
    {
        var tenant = await ComeAsync();
        await tenant.DoAsync<TakeDiscount>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        await tenant.UseCardAsync("pm_card_chargeCustomerFail");
        Assert.Equal(ChangeResult.Unpaid, await tenant.ChangedAsync(Year));
        var until = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(tenant.Now).UtcDateTime).AddDays(20);
        Assert.Equal(PlanChanges.Pending, (await tenant.Service<PauseSubscription>().RunAsync(tenant.UserId, tenant.Id, until, Cancellation)).Refusal?.Code);
        await tenant.DoAsync<WithdrawChange>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        await tenant.UntilAsync(s => s is { PendingUntil: null, PlanItem: { LookupKey: Pro } }, "withdrawn");
        Assert.Equal(10_430, (await tenant.Service<NextInvoice>().RunAsync(tenant.UserId, tenant.Id, Cancellation)).Value!.Forecast!.Due.MinorUnits);
    }

    private async Task<Tenant> ComeAsync(int seats = 1, string? coupon = null)
    {
        var shopper = await Shopper.ComeAsync(portal);
        return await Tenant.SubscribeAsync(portal, shopper.Organisation, shopper.UserId, Pro, seats, coupon: coupon);
    }
}
