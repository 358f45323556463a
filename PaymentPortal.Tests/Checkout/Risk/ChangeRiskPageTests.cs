using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Billing;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>Changing a plan in the browser, as risk sees it.</summary>
public sealed class ChangeRiskPageTests(Browser browser, RiskyShop shop) : CustomerTest(browser, shop.App), IClassFixture<RiskyShop>
{
    [Fact]
    public async Task A_change_notes_where_its_buyer_came_from_and_says_so_where_nothing_more_is_tried()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/change?seats=2");
        await Expect(page.GetByLabel("Seats", new() { Exact = true })).ToHaveValueAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay $149.00" }).ClickAsync();
        await Expect(page.GetByText("Done. What you chose is yours now.")).ToBeVisibleAsync();
        var attempt = Assert.Single(await RiskyShop.AttemptsAsync(App, account.Member.Id));
        Assert.Equal(("127.0.0.1", AttemptDecision.Passed, 14_900L), (attempt.Address, attempt.Decision, attempt.Amount.MinorUnits));

        for (var card = 0; card < 3; card++)
            Assert.True((await App.Services.GetRequiredService<UsePaymentMethod>().StartAsync(account.Member.Id, null, null, "203.0.113.7", Cancellation)).IsDone);
        await page.GotoAsync(new Uri(App.Address, "billing/change?seats=3").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay $149.00" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many cards were declined or tried, so nothing more is tried for now, and nothing was charged.");
        await page.ShouldHaveNoAxeFindings();
        Assert.Equal(AttemptDecision.Stopped, (await RiskyShop.AttemptsAsync(App, account.Member.Id))[^1].Decision);
        Assert.Equal(2, (long)(await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["items"]!["data"]![0]!["quantity"]!);
    }
}
