using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Credits;
using PaymentPortal.Subscriptions.Usage;
using PaymentPortal.Tests.Credits;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The pages of credits and usage, empty and filled, and the way to what a plan does not have.</summary>
public sealed class CreditsAndUsageTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Credits_are_seen_as_they_come_and_go(int width, ColorScheme colours)
    {
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/billing", width, colours);
        await page.GetByRole(AriaRole.Link, new() { Name = "Credits", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No entries yet")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Buy 500 credits" })).ToHaveAttributeAsync("href", "/checkout/new?price=credits_500_usd");
        await ShouldBeUsableAsync(page);

        // The open page shows it without being asked
        await (await new CreditBuyer(App, member.Organisation).ComeAsync()).BuyAsync(("credits_500", 1));
        await Expect(page.Locator("[data-balance='500']")).ToBeVisibleAsync();
        Assert.True((await App.Services.GetRequiredService<SpendCredits>().RunAsync(member.Organisation, 120, "report", "<b>Report</b>", Cancellation)).IsDone);
        await Expect(page.Locator("[data-balance='380']")).ToBeVisibleAsync();
        await Expect(page.GetByText("<b>Report</b>")).ToBeVisibleAsync();
        await ShouldBeUsableAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Bought", Exact = true }).ClickAsync();
        await Expect(page.GetByText("<b>Report</b>")).ToHaveCountAsync(0);
        await Expect(page.GetByText("500 credits bought")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "billing/credits?kind=expired").AbsoluteUri);
        await Expect(page.GetByText("No entry of this kind")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Usage_is_shown_against_the_plan_and_what_a_plan_lacks_names_the_plan_that_has_it(int width, ColorScheme colours)
    {
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/billing/usage/report", width, colours);
        await Expect(page.GetByText("Pro or Enterprise has this")).ToBeVisibleAsync();
        await ShouldBeUsableAsync(page);
        await page.GotoAsync(new Uri(App.Address, "billing/usage").AbsoluteUri);
        await Expect(page.GetByText("No plan yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Day by day" }).ClickAsync();
        await Expect(page.GetByText("Analytical Engines has no running plan.")).ToBeVisibleAsync();

        await SubscribeAsync(member, "pro_month_usd");
        var record = App.Services.GetRequiredService<RecordUsage>();
        var now = App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        Assert.True((await record.RunAsync(member.Organisation, "api_calls", 85_000, "one", now, Cancellation)).IsDone);
        await page.GotoAsync(new Uri(App.Address, "billing/usage").AbsoluteUri);
        await Expect(page.GetByText("85,000 of 100,000 used (85%): 15,000 left in this period.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Nearly used up")).ToBeVisibleAsync();
        await ShouldBeUsableAsync(page);
        Assert.True((await record.RunAsync(member.Organisation, "api_calls", 20_000, "two", now, Cancellation)).IsDone);
        await Expect(page.GetByText("Limit reached")).ToBeVisibleAsync();
        await ShouldBeUsableAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Day by day" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "105,000" })).ToBeVisibleAsync();
        await ShouldBeUsableAsync(page);
    }

    private async Task SubscribeAsync(Member member, string key)
    {
        var customer = (string)(await App.Sandbox.PostAsync("customers", ("metadata[organisation]", $"{member.Organisation}"), ("email", member.Email), ("payment_method", "pm_card_visa")))["id"]!;
        var method = (string)(await App.Sandbox.GetAsync($"payment_methods?customer={customer}"))["data"]![0]!["id"]!;
        var price = (string)(await App.Sandbox.GetAsync($"prices?lookup_keys[]={key}"))["data"]![0]!["id"]!;
        var subscription = (string)(await App.Sandbox.PostAsync("subscriptions", ("customer", customer), ("items[0][price]", price), ("default_payment_method", method), ("metadata[organisation]", $"{member.Organisation}")))["id"]!;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = await NewContextAsync();
                return context.Subscriptions.Any(s => s.Id == subscription && s.Status == "active");
            },
            () => "The subscription did not become active.");
    }

    private static async Task ShouldBeUsableAsync(IPage page)
    {
        await Expect(page).ToHaveTitleAsync(new Regex("."));
        await page.ShouldHaveNoAxeFindings();
        var beyond = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(beyond <= 0, $"{page.Url} scrolls {beyond} pixels sideways.");
    }
}
