using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>A page can be read before it has come to life, and is drawn anew when it does.</summary>
public sealed class FoldsTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task What_was_unfolded_before_the_page_came_to_life_stays_so()
    {
        var account = await Account.OpenAsync(App);
        var invoice = await account.InvoiceAsync("paid", "subscription_create");
        var page = await SignInAsync(account.Member, "/account");
        var alive = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await alive.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(new Uri(App.Address, $"billing/invoices/{invoice}").AbsoluteUri);
        var why = page.Locator(".line-reasons details");
        await why.EvaluateAsync("details => details.dataset.early = 'true'");
        await why.GetByText("Why was I charged this?").ClickAsync();
        await Expect(why).ToHaveAttributeAsync("open", "");
        alive.SetResult();
        await Expect(page.Locator("[data-early]")).ToHaveCountAsync(0);
        await Expect(why).ToHaveAttributeAsync("open", "");

        // A press whose toggle the browser has not told yet when the page is drawn anew
        await why.GetByText("Why was I charged this?").ClickAsync();
        await Expect(why).Not.ToHaveAttributeAsync("open", "");
        await page.EvaluateAsync("() => { const line = document.querySelector('.line-reasons details'); line.querySelector('summary').click(); const anew = line.cloneNode(true); anew.open = false; line.replaceWith(anew); }");
        await Expect(why).ToHaveAttributeAsync("open", "");

        // And what is folded again is not opened by the next drawing
        await why.GetByText("Why was I charged this?").ClickAsync();
        await page.EvaluateAsync("() => { const line = document.querySelector('.line-reasons details'); line.replaceWith(line.cloneNode(true)); }");
        await Expect(why).Not.ToHaveAttributeAsync("open", "");
    }
}
