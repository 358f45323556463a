using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>What a buyer and an admin see on the way, at three widths in light and dark: no error in the console, nothing that axe finds, nothing that scrolls sideways.</summary>
public sealed class AppearanceTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Every_step_of_paying_can_be_used_by_everybody()
    {
        AllowDeclines();
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        await Expect(checkout.Pay).ToBeEnabledAsync();
        await checkout.Page.ShouldBeUsableInEveryWay();
        await checkout.FillAsync("4000 0000 0000 0002", "GB", "$178.80");
        await checkout.Pay.ClickAsync();
        await checkout.EndedAsync();
        await checkout.Page.ShouldBeUsableInEveryWay();
        await checkout.FillCardAsync(CheckoutScreen.Asks);
        await checkout.Pay.ClickAsync();
        await Expect(checkout.BankAsks).ToBeVisibleAsync();
        await checkout.Page.ShouldBeUsableInEveryWay();
        var unpaid = await AnotherTabAsync(checkout, $"/checkout/{checkout.Purchase}/complete");
        await Expect(unpaid.Page.GetByRole(AriaRole.Heading, new() { Name = "Your bank asks you to confirm the payment" })).ToBeVisibleAsync();
        await unpaid.Page.ShouldBeUsableInEveryWay();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        await checkout.Page.ShouldBeUsableInEveryWay();
        foreach (var path in (string[])["pricing", "sandbox/mailbox"])
        {
            await checkout.Page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await checkout.Page.ShouldBeUsableInEveryWay();
        }
        await checkout.Page.Locator("main .row-link").First.ClickAsync();
        await checkout.Page.ArrivesAsync("**/sandbox/mailbox/*");
        await checkout.Page.ShouldBeUsableInEveryWay();
        var admin = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin");
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Latest payments" })).ToBeVisibleAsync();
        await admin.ShouldBeUsableInEveryWay();
    }
}
