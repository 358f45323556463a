using Microsoft.Playwright;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>A line that is cut in the middle of a form: what was typed before and meanwhile is still there, and is what is saved.</summary>
public sealed class DraftsTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task What_is_typed_while_the_line_is_cut_is_saved_once_it_is_back()
    {
        Allow("WebSocket");
        Allow("Connection disconnected");
        Allow("not in the 'Connected' State");
        Allow("No interop methods are registered");
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/account");
        var line = await CircuitLine.LayAsync(page);
        await page.RouteAsync("**/_blazor/negotiate**", route => line.IsCut ? route.AbortAsync() : route.ContinueAsync());
        Allow("_blazor/negotiate");
        Allow("ERR_FAILED");
        Allow("Failed to fetch");

        await page.GotoAsync(new Uri(App.Address, "billing/details").AbsoluteUri);
        await page.GetByLabel("Street address").FillAsync("1 Engine Street");
        await CutAsync();
        await page.GetByLabel("City").FillAsync("Αθήνα");
        await page.GetByLabel("Postal code").FillAsync("104 31");
        await page.GetByLabel("Country").SelectOptionAsync("GR");
        await ComeBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
        await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
        var address = (await App.Sandbox.GetAsync($"customers/{account.Customer}"))["address"]!;
        Assert.Equal(("1 Engine Street", "Αθήνα", "104 31", "GR"), ((string?)address["line1"], (string?)address["city"], (string?)address["postal_code"], (string?)address["country"]));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => sessionStorage.length"));

        await page.GotoAsync(new Uri(App.Address, "billing/cancel").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }).ClickAsync();
        await page.GetByLabel("Anything you want to add").FillAsync("Before.");
        await CutAsync();
        await page.GetByLabel("Anything you want to add").FillAsync("Before.\nAnd meanwhile.");
        await ComeBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel on" }).ClickAsync();
        await page.ArrivesAsync("**/billing");
        Assert.Equal("Before.\nAnd meanwhile.", (string?)(await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["cancellation_details"]!["comment"]);

        async Task CutAsync()
        {
            await line.CutAsync();
            await Expect(page.GetByText("The connection is lost.")).ToBeVisibleAsync();
        }

        async Task ComeBackAsync()
        {
            line.Mend();
            await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        }
    }

    [Fact]
    public async Task A_page_that_the_server_does_not_know_any_more_loads_itself_and_shows_what_was_typed()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/account");
        await page.GotoAsync(new Uri(App.Address, "billing/details").AbsoluteUri);
        await page.GetByLabel("Street address").FillAsync("1 Engine Street");
        await page.EvaluateAsync("() => { window.isOld = true; document.getElementById('components-reconnect-modal').className = 'components-reconnect-rejected'; }");
        await page.WaitForFunctionAsync("() => !window.isOld");
        await Expect(page.GetByLabel("Street address")).ToHaveValueAsync("1 Engine Street");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
        await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_typed_while_an_answer_is_on_its_way_stays()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/account");
        var (isSlow, late) = (false, new List<Action>());
        await page.RouteWebSocketAsync("**/_blazor**", socket => socket.ConnectToServer().OnMessage(frame =>
        {
            Action pass = frame.Binary is { } bytes ? () => socket.Send(bytes) : () => socket.Send(frame.Text!);
            if (isSlow)
                late.Add(pass);
            else
                pass();
        }));
        await page.GotoAsync(new Uri(App.Address, "billing/details").AbsoluteUri);
        var street = page.GetByLabel("Street address");
        await street.FillAsync("1 Engine Street");
        isSlow = true;
        await street.PressAsync("Tab");
        await page.GetByLabel("Country").SelectOptionAsync("CA");
        await street.FillAsync("2 Difference Lane");
        await Eventually.TrueAsync(() => late.Count > 0, "No answer was held.");
        isSlow = false;
        foreach (var pass in late.ToList())
            pass();
        await Expect(page.GetByLabel("Province")).ToBeVisibleAsync();
        await Expect(street).ToHaveValueAsync("2 Difference Lane");
    }

    [Fact]
    public async Task A_form_that_was_left_or_saved_leaves_nothing_behind_and_neither_does_signing_out()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/details");
        await page.GetByLabel("City").FillAsync("London");
        Assert.Equal(1, await page.EvaluateAsync<int>("() => sessionStorage.length"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Usage" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Usage", Exact = true })).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => sessionStorage.length"));
        await page.GotoAsync(new Uri(App.Address, "billing/details").AbsoluteUri);
        await Expect(page.GetByLabel("City")).ToHaveValueAsync("");
        await page.GetByLabel("City").FillAsync("Paris");
        await page.Locator("summary", new() { HasText = "Account of" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.LeavesAsync("/billing");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => sessionStorage.length"));
    }
}
