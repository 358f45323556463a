using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Subscriptions.Usage;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Credits;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Every page of the customer's side, with nothing and with much in it, at three widths in light and dark: axe finds nothing, and nothing scrolls sideways.</summary>
public sealed class EveryPageTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    // The widest word that a name can be: a page that breaks, breaks by it
    private static readonly string LongName = new('W', 200);

    [Fact]
    public async Task To_a_stranger()
    {
        AllowStatus(404, "Not Found");
        var page = await OpenAsync(new Uri(App.Address, "pricing"));
        await ShouldBeUsableAsync(page, "pricing", "account/sign-in", "account/register", "account/forgot", "account/check-mail", "account/check-mail?for=password", "account/reset", "account/confirm", "account/join?code=nothing", "account/denied", "pricing?interval=year&currency=eur", "sandbox/mailbox", "no-such-page");
    }

    [Fact]
    public async Task To_somebody_who_has_bought_nothing()
    {
        var page = await SignInAsync(await Member.AddAsync(App), "/billing");
        await ShouldBeUsableAsync(page, "billing", "billing/invoices", "billing/payment-methods", "billing/credits", "billing/usage", "billing/details", "billing/change", "billing/pause", "billing/cancel", "billing/fix", "billing/payment-methods/add", "organisation", "account/security/authenticator");
    }

    [Fact]
    public async Task To_somebody_with_a_plan_and_all_that_comes_with_it()
    {
        var account = await Account.OpenAsync(App);
        var member = account.Member;
        Assert.True((await App.Services.GetRequiredService<RenameOrganisation>().RunAsync(member.Id, member.Organisation, LongName, Cancellation)).IsDone);
        await member.ColleagueAsync(App);
        Assert.True((await App.Services.GetRequiredService<InviteMember>().RunAsync(member.Id, member.Organisation, new string('w', 60) + "@example.com", MembershipRole.Member, Cancellation)).IsDone);
        await App.Sandbox.PostAsync($"customers/{account.Customer}", ("name", LongName), ("address[line1]", LongName));
        var now = App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        Assert.True((await App.Services.GetRequiredService<RecordUsage>().RunAsync(member.Organisation, "api_calls", 85_000, "one", now, Cancellation)).IsDone);
        await (await new CreditBuyer(App, member.Organisation).ComeAsync()).BuyAsync(("credits_500", 1));
        var page = await SignInAsync(member, "/billing");
        await ShouldBeUsableAsync(page, "billing/change?plan=enterprise&seats=3", "billing/pause");
        await account.UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var (open, paid) = (await account.InvoiceAsync("open"), await account.InvoiceAsync("paid", "subscription_create"));
        await App.Sandbox.PostAsync("credit_notes", ("invoice", paid), ("amount", "1000"), ("credit_amount", "1000"), ("memo", LongName));
        await ShouldBeUsableAsync(page, "billing", "billing/invoices", $"billing/invoices/{open}", $"billing/invoices/{paid}", "billing/payment-methods", "billing/credits", "billing/usage", "billing/usage/report", "billing/details", "billing/cancel", $"billing/fix?invoice={open}", "billing/payment-methods/add", "organisation", "account", "account/security", "account/sessions", "account/data");
    }

    private async Task ShouldBeUsableAsync(IPage page, params string[] paths)
    {
        foreach (var path in paths)
        {
            await page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
            await page.EvaluateAsync("() => document.querySelectorAll('details:not([data-menu])').forEach(each => each.open = true)");
            await page.ShouldBeUsableInEveryWay();
        }
    }
}
