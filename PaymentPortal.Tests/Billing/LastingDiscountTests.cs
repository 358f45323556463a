using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>Discounts that Stripe's events only name: what they take off stands in the figures and on every page that names a price.</summary>
public sealed class LastingDiscountTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private async Task<Account> DiscountedAsync(params (string, string)[] duration)
    {
        var coupon = (string)(await App.Sandbox.PostAsync("coupons", [("percent_off", "10"), .. duration]))["id"]!;
        return await Account.OpenAsync(App, "pm_card_visa", ("discounts[0][coupon]", coupon));
    }

    [Fact]
    public async Task One_that_lasts_forever_lowers_what_recurs_and_the_offers_for_staying()
    {
        var account = await DiscountedAsync(("duration", "forever"));
        await account.KnowsAsync(context => context.SubscriptionItems.AnyAsync(i => i.SubscriptionId == account.Subscription && i.RecurringAmount.MinorUnits == 13_410, Cancellation));
        await account.KnowsAsync(context => context.Movements.AnyAsync(m => m.CustomerId == account.Customer && m.Mrr == 13_410, Cancellation));
        await App.Sandbox.PostAsync($"subscriptions/{account.Subscription}", ("metadata[note]", "told by an event alone"));
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.Locator(".plan-discount")).ToHaveTextAsync("$134.10 with the discount: 10% off as long as the plan runs.");
        await page.GotoAsync(new Uri(App.Address, "/billing/cancel").AbsoluteUri);
        await page.GetByText("It costs too much").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "30% off for 3 months" })).ToBeVisibleAsync();
        await Expect(page.GetByText("You pay $93.87 instead of $134.10 per month, before tax.")).ToBeVisibleAsync();
        await Expect(page.GetByText("$44.10 per month for 1 seat, before tax, instead of $134.10.")).ToBeVisibleAsync();
        await account.KnowsAsync(context => context.SubscriptionItems.AnyAsync(i => i.SubscriptionId == account.Subscription && i.RecurringAmount.MinorUnits == 13_410, Cancellation));
    }

    [Fact]
    public async Task One_that_ends_before_the_next_payment_is_no_price_of_the_plan()
    {
        var account = await DiscountedAsync(("duration", "repeating"), ("duration_in_months", "3"));
        var price = (string)(await App.Sandbox.GetAsync("prices?lookup_keys[]=pro_year_usd"))["data"]![0]!["id"]!;
        var item = (string)(await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["items"]!["data"]![0]!["id"]!;
        await App.Sandbox.PostAsync($"subscriptions/{account.Subscription}", ("items[0][id]", item), ("items[0][price]", price), ("proration_behavior", "always_invoice"));
        await account.KnowsAsync(context => context.SubscriptionItems.AnyAsync(i => i.SubscriptionId == account.Subscription && i.LookupKey == "pro_year_usd", Cancellation));
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.GetByText("you pay $1,490.00")).ToBeVisibleAsync();
        await Expect(page.Locator(".plan-discount")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_that_ends_is_said_with_the_price_after_it_and_not_counted_beyond()
    {
        var account = await DiscountedAsync(("duration", "repeating"), ("duration_in_months", "3"));
        var until = PaymentPortal.Billing.BillingWords.Day(DateTimeOffset.FromUnixTimeSeconds(account.Now).AddMonths(3), TimeZoneInfo.Utc);
        await account.KnowsAsync(context => context.SubscriptionItems.AnyAsync(i => i.SubscriptionId == account.Subscription && i.RecurringAmount.MinorUnits == 14_900, Cancellation));
        var page = await SignInAsync(account.Member, "/billing/change?seats=2");
        await Expect(page.GetByText($"The rest of the period is charged with the discount: 10% off until {until}.")).ToBeVisibleAsync();
        await Expect(page.Locator(".change-result")).ToContainTextAsync($"$268.20 per month. That counts 10% off until {until}; afterwards it is $298.00 per month before tax.");
        await page.GotoAsync(new Uri(App.Address, "/billing/pause").AbsoluteUri);
        await page.GetByLabel("Until").FillAsync(DateTimeOffset.FromUnixTimeSeconds(account.Now).AddDays(75).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".plan-sentence")).ToContainTextAsync("You save 2 payments, together $268.20 before tax. When it goes on, a new period begins and is paid: $134.10 before tax.");
    }
}
