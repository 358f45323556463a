using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Billing;
using PaymentPortal.Gateway;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Mail;

/// <summary>What a member decides about the plan is told by mail, once.</summary>
public sealed class PlanMailTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_discount_for_staying_and_a_change_that_is_withdrawn_are_told_with_what_is_paid_next()
    {
        var account = await (await Account.OpenAsync(app)).AfterAsync(TimeSpan.FromHours(1));
        var (user, id) = (account.Member.Id, account.Subscription);
        // An earlier press came through, and its answer was lost
        Assert.True((await app.Services.GetRequiredService<SubscriptionGateway>().DiscountAsync(id, 30, 3, "an earlier press", Cancellation)).IsDone);
        Assert.Null((await app.Services.GetRequiredService<TakeDiscount>().RunAsync(user, id, Cancellation)).Refusal);
        Assert.Single((await app.Sandbox.GetAsync($"subscriptions/{id}"))["discounts"]!.AsArray());
        Assert.Equal("once", (await app.Services.GetRequiredService<TakeDiscount>().RunAsync(user, id, Cancellation)).Refusal?.Code);
        var less = Assert.Single(await account.MailsAsync("You pay 30% less"));
        Assert.Contains("30% is taken off your plan", less.Text, StringComparison.Ordinal);
        Assert.Matches(@"\$104\.30 on \d+ \w+ \d+, with 30% off", less.Text);

        await ChangeAsync("pilot_month_usd");
        await KnowsPlanAsync(price => price != null);
        Assert.Matches(@"\$34\.30 on \d+ \w+ \d+, with 30% off", Assert.Single(await account.MailsAsync("changes on")).Text);
        Assert.Null((await app.Services.GetRequiredService<WithdrawChange>().RunAsync(user, id, Cancellation)).Refusal);
        await KnowsPlanAsync(price => price == null);
        var stays = Assert.Single(await account.MailsAsync("stays as it is"));
        Assert.Contains("Pro, $149.00 per month", stays.Text, StringComparison.Ordinal);
        Assert.Contains("$104.30 on", stays.Text, StringComparison.Ordinal);

        // A change that takes its place is told by itself
        await ChangeAsync("pilot_month_usd");
        await KnowsPlanAsync(price => price != null);
        await ChangeAsync("enterprise_month_usd");
        await KnowsPlanAsync(price => price == null);
        Assert.Single(await account.MailsAsync("was changed"));
        Assert.Single(await account.MailsAsync("stays as it is"));
        Assert.Single(await account.MailsAsync("You pay 30% less"));

        async Task ChangeAsync(string lookupKey)
        {
            var preview = await app.Services.GetRequiredService<PreviewChange>().RunAsync(user, id, lookupKey, 1, Cancellation);
            Assert.Null(preview.Refusal);
            Assert.Null((await app.Services.GetRequiredService<ConfirmChange>().RunAsync(user, null, preview.Value!.Order, Cancellation)).Refusal);
        }

        Task KnowsPlanAsync(Func<string?, bool> holds) => account.KnowsAsync(async context =>
        {
            var scheduleId = await context.Subscriptions.Where(s => s.Id == id).Select(s => s.ScheduleId).FirstOrDefaultAsync(Cancellation);
            return holds(scheduleId is null ? null : await context.SubscriptionSchedules.Where(s => s.Id == scheduleId && s.ChangesAt != null).Select(s => s.PriceId).FirstOrDefaultAsync(Cancellation));
        });
    }
}
