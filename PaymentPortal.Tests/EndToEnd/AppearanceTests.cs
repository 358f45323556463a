using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Every page on the way, in light and dark, on a desk and on a phone: no error in the console, nothing that axe finds, nothing that scrolls sideways.</summary>
public sealed class AppearanceTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_page_can_be_used_by_everybody(int width, ColorScheme colours)
    {
        AllowDeclines();
        AllowStatus(404, "Not Found");
        var visitor = await OpenAsync(new Uri(App.Address, "pricing"), width, colours);
        await ShouldBeUsableAsync(visitor);
        foreach (var path in (string[])["pricing?interval=year&currency=eur", "account/sign-in", "account/register", "account/forgot", "account/check-mail", "sandbox/mailbox", "no-such-page"])
        {
            await visitor.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await ShouldBeUsableAsync(visitor);
        }
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member, width, colours);
        await Expect(checkout.Pay).ToBeEnabledAsync();
        await ShouldBeUsableAsync(checkout.Page);
        await checkout.FillAsync("4000 0000 0000 0002", "GB", "$178.80");
        await checkout.Pay.ClickAsync();
        await checkout.EndedAsync();
        await ShouldBeUsableAsync(checkout.Page);
        await checkout.FillCardAsync(CheckoutScreen.Asks);
        await checkout.Pay.ClickAsync();
        await Expect(checkout.BankAsks).ToBeVisibleAsync();
        await ShouldBeUsableAsync(checkout.Page);
        var unpaid = await AnotherTabAsync(checkout, $"/checkout/{checkout.Purchase}/complete");
        await Expect(unpaid.Page.GetByRole(AriaRole.Heading, new() { Name = "The payment did not go through" })).ToBeVisibleAsync();
        await ShouldBeUsableAsync(unpaid.Page);
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        await ShouldBeUsableAsync(checkout.Page);
        foreach (var path in (string[])["billing", "account", "pricing", "sandbox/mailbox"])
        {
            await checkout.Page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await ShouldBeUsableAsync(checkout.Page);
        }
        await checkout.Page.Locator("main .row-link").First.ClickAsync();
        await ShouldBeUsableAsync(checkout.Page);
        var admin = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin", width, colours);
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Latest payments" })).ToBeVisibleAsync();
        await ShouldBeUsableAsync(admin);
    }

    private static async Task ShouldBeUsableAsync(IPage page)
    {
        // While the circuit takes the page over its title is set anew.
        await Expect(page).ToHaveTitleAsync(new Regex("."));
        await page.ShouldHaveNoAxeFindings();
        var beyond = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(beyond <= 0, $"{page.Url} scrolls {beyond} pixels sideways.");
    }
}
