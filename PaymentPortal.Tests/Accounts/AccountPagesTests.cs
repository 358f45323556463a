using Microsoft.Playwright;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Accounts;

/// <summary>The account's pages in light and dark, on a desk and on a phone.</summary>
public sealed class AccountPagesTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_page_of_the_account_can_be_used_by_everybody(int width, ColorScheme colours)
    {
        var page = await SignInAsync(await Member.AddAsync(App), "/account", width, colours);
        foreach (var path in (string[])["account", "account/security", "account/security/authenticator", "account/sessions", "account/data"])
        {
            await page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await page.ShouldHaveNoAxeFindings();
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, $"{page.Url} scrolls sideways.");
        }
    }
}
