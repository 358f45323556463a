using Microsoft.Playwright;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Accounts;

/// <summary>Passkeys, with the authenticator that Chromium plays.</summary>
public sealed class PasskeyTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_by_itself_and_works_no_longer_once_removed()
    {
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/account/security");
        await page.GotoAsync(OnLocalhost("/account/sign-in?returnUrl=%2Faccount%2Fsecurity"));
        await page.GetByLabel("Mail address").FillAsync(member.Email);
        await page.GetByLabel("Password").FillAsync(Member.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByText("The passkey is added.")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("holds a passkey for your account already");
        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await page.ArrivesAsync("**/billing");
        await page.GotoAsync(OnLocalhost("/account/security"));
        await page.Locator("summary", new() { HasText = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).ClickAsync();
        await Expect(page.GetByText("The passkey is removed.")).ToBeVisibleAsync();
        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(page.GetByText("This passkey does not sign in here.")).ToBeVisibleAsync();
    }

    /// <summary>Browsers take no bare number for the name of a site.</summary>
    private string OnLocalhost(string path) => $"http://localhost:{App.Address.Port}{path}";

    private async Task SignOutAsync(IPage page)
    {
        await page.Locator("summary.account-button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(OnLocalhost("/account/sign-in"));
    }
}
