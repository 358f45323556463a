using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The plans on sale, as somebody sees them whose organisation has bought before, or who does not buy for it.</summary>
public sealed class PricingPageTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Whose_plan_runs_changes_it_and_tries_no_other(int width, ColorScheme colours)
    {
        var account = await Account.OpenAsync(App);
        await account.InvoiceAsync("paid", "subscription_create");
        var page = await SignInAsync(account.Member, "/pricing?currency=eur", width, colours);
        await Expect(page.Locator("[data-currency-note]")).ToHaveTextAsync("Your organisation buys in USD, and its invoices stay in one currency.");
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Currency" })).ToHaveCountAsync(0);
        await Expect(page.Locator(".plan-price").First).ToContainTextAsync("$49.00");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Your plan" })).ToHaveAttributeAsync("href", "/billing");
        await Expect(page.Locator(".plan-trial a")).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Link, new() { Name = "Annual" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Pay Pro annually" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose Enterprise" }).ClickAsync();
        await ChangesAsync(page);
    }

    [Fact]
    public async Task A_plan_that_was_paid_a_moment_ago_is_his_before_its_own_event_is_there()
    {
        var account = await Account.NewAsync(App, "US");
        var checkout = await CheckOutAsync(account.Member);
        await checkout.FillAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await account.KnowsAsync(async context => !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation));
        await account.KnowsAsync(async context => await context.Subscriptions.Where(s => s.CustomerId == account.Customer && s.Status == "active").ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, "incomplete"), Cancellation) == 1);
        await checkout.Page.GotoAsync(new Uri(App.Address, "/pricing").AbsoluteUri);
        await Expect(checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Your plan" })).ToBeVisibleAsync();
        await Expect(checkout.Page.Locator(".plan-trial a")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_link_to_another_plan_than_the_running_one_leads_to_the_change_of_it()
    {
        var account = await Account.OpenAsync(App);
        await ChangesAsync(await SignInAsync(account.Member, "/checkout/new?price=enterprise_year_eur"));
    }

    [Fact]
    public async Task Whose_plan_has_ended_is_offered_no_trial_and_told_so_where_a_link_offers_one()
    {
        var account = await Account.OpenAsync(App);
        await App.Sandbox.DeleteAsync($"subscriptions/{account.Subscription}");
        await account.KnowsAsync(context => Task.FromResult(context.Subscriptions.Any(s => s.Id == account.Subscription && s.Status == "canceled")));
        var page = await SignInAsync(account.Member, "/checkout/new?price=pilot_month_usd&trial=1");
        await Expect(page.GetByText("Your organisation has had a plan before, and a trial is for those who had none. Choose the plan without it.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Choose Pilot" })).ToHaveAttributeAsync("href", "/checkout/new?price=pilot_month_usd");
        await Expect(page.Locator(".plan-trial a")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Who_does_not_buy_for_the_organisation_reads_who_does(int width, ColorScheme colours)
    {
        var colleague = await (await Member.AddAsync(App)).ColleagueAsync(App);
        var page = await SignInAsync(colleague, "/pricing", width, colours);
        await Expect(page.GetByText("Only owners and members with the billing role buy for your organisation. Ask one of them.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Enterprise" })).ToBeVisibleAsync();
        await Expect(page.Locator(".plan a")).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
        var owner = await SignInAsync(await colleague.ColleagueAsync(App, MembershipRole.Billing), "/pricing", width, colours);
        await Expect(owner.GetByRole(AriaRole.Link, new() { Name = "Try Pilot for 14 days, without a card" })).ToBeVisibleAsync();
        await Expect(owner.Locator("section", new() { Has = owner.GetByRole(AriaRole.Heading, new() { Name = "Pilot" }) })).ToContainTextAsync("10,000 API calls a month");
    }

    private static async Task ChangesAsync(IPage page)
    {
        await page.ArrivesAsync("**/billing/change?plan=enterprise&interval=year");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Annual" })).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Enterprise" })).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay $" })).ToBeVisibleAsync();
    }
}
