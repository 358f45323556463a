using Microsoft.Playwright;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The app is killed while somebody types, and started again.</summary>
public sealed class DraftsOverRestartTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task What_was_typed_before_the_app_was_killed_is_there_when_the_page_has_loaded_itself_again()
    {
        foreach (var text in (string[])["WebSocket", "Connection", "ERR_", "not in the 'Connected' State", "Failed to fetch", "Failed to start", "_blazor", "No interop methods are registered"])
            Allow(text);
        await using var portal = await PortalProcess.StartAsync();
        var page = await OpenAsync(new Uri(portal.Address, "account/register?returnUrl=%2Fcheckout%2Fnew%3Fprice%3Dpro_month_usd"));
        await RegisterAsync(page, portal.Address);
        var checkout = new CheckoutScreen(page);
        await checkout.FillAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();

        await page.GotoAsync(new Uri(portal.Address, "billing/details").AbsoluteUri);
        await page.GetByLabel("Street address").FillAsync("1 Engine Street");
        await page.GetByLabel("Country").SelectOptionAsync("GR");
        var cancel = await page.Context.NewPageAsync();
        await cancel.GotoAsync(new Uri(portal.Address, "billing/cancel").AbsoluteUri);
        await cancel.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }).ClickAsync();
        await cancel.GetByLabel("Anything you want to add").FillAsync("More than I earn.");
        var invite = await page.Context.NewPageAsync();
        await invite.GotoAsync(new Uri(portal.Address, "organisation").AbsoluteUri);
        await invite.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await invite.GetByLabel("Mail address").FillAsync("grace@example.com");
        await invite.Locator("input[value=Billing]").CheckAsync();
        var change = await page.Context.NewPageAsync();
        await change.GotoAsync(new Uri(portal.Address, "billing/change").AbsoluteUri);
        await change.GetByText("Annual").ClickAsync();
        await change.GetByRole(AriaRole.Radio, new() { Name = "Enterprise" }).CheckAsync();
        await change.GetByRole(AriaRole.Button, new() { Name = "One seat more" }).ClickAsync();
        await change.GetByRole(AriaRole.Button, new() { Name = "One seat more" }).ClickAsync();
        await Expect(change.GetByRole(AriaRole.Spinbutton, new() { Name = "Seats" })).ToHaveValueAsync("3");
        await Expect(change.Locator(".next-sentence")).ToContainTextAsync("Enterprise with 3 seats");
        var pause = await page.Context.NewPageAsync();
        await pause.GotoAsync(new Uri(portal.Address, "billing/pause").AbsoluteUri);
        await pause.GetByRole(AriaRole.Button, new() { Name = "2 months" }).ClickAsync();
        var until = await pause.GetByLabel("Until").InputValueAsync();
        Assert.NotEqual("", until);
        var security = await page.Context.NewPageAsync();
        await security.GotoAsync(new Uri(portal.Address, "account/security").AbsoluteUri);
        await security.GetByLabel("Current password").FillAsync(Member.Password);
        Assert.Equal(0, await security.EvaluateAsync<int>("() => sessionStorage.length"));

        IPage[] open = [page, cancel, invite, change, pause];
        foreach (var each in open)
            await each.EvaluateAsync("() => { window.isOld = true; }");
        await portal.KillAsync();
        await page.GetByLabel("City").FillAsync("Αθήνα");
        await portal.RestartAsync();
        foreach (var each in open)
            await each.WaitForFunctionAsync("() => !window.isOld");
        await Expect(page.GetByLabel("Street address")).ToHaveValueAsync("1 Engine Street");
        await Expect(page.GetByLabel("City")).ToHaveValueAsync("Αθήνα");
        await Expect(page.GetByLabel("Country")).ToHaveValueAsync("GR");
        await Expect(cancel.GetByRole(AriaRole.Button, new() { Name = "It costs too much" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(cancel.GetByLabel("Anything you want to add")).ToHaveValueAsync("More than I earn.");
        await Expect(change.Locator(".next-sentence")).ToContainTextAsync("Enterprise with 3 seats");
        await Expect(change.Locator("input[value=year]")).ToBeCheckedAsync();
        await Expect(pause.GetByRole(AriaRole.Button, new() { Name = "2 months" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(pause.GetByLabel("Until")).ToHaveValueAsync(until);
        await invite.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Expect(invite.GetByLabel("Mail address")).ToHaveValueAsync("grace@example.com");
        await Expect(invite.Locator("input[value=Billing]")).ToBeCheckedAsync();
        await invite.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        await Expect(invite.GetByRole(AriaRole.Row, new() { Name = "grace@example.com" })).ToContainTextAsync("Invited");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
        await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
        using var sandbox = new SandboxApi(portal.Address);
        var address = Assert.Single(await sandbox.ListAsync("customers"))["address"]!;
        Assert.Equal(("1 Engine Street", "Αθήνα", "GR"), ((string?)address["line1"], (string?)address["city"], (string?)address["country"]));
    }

    /// <summary>Opens an account and comes in by the link of its mail.</summary>
    private static async Task RegisterAsync(IPage page, Uri portal)
    {
        await page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await page.GetByLabel("Organisation").FillAsync("Analytical Engines");
        await page.GetByLabel("Mail address").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync(Member.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.ArrivesAsync("**/account/check-mail");
        var mail = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ada@example.com" });
        await Eventually.TrueAsync(
            async () =>
            {
                await page.GotoAsync(new Uri(portal, "sandbox/mailbox").AbsoluteUri);
                return await mail.CountAsync() == 1;
            },
            () => "No mail to confirm the address arrived.");
        await mail.GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("main a[href*='/account/confirm']").ClickAsync();
        await page.GetByLabel("Mail address").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync(Member.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ArrivesAsync("**/checkout/*");
    }
}
