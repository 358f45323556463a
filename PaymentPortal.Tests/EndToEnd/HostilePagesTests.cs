using Microsoft.Playwright;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>A dozen hostile texts typed into the fields of the pages: each stands there as text or beside a sentence, nothing runs, and the pages stay whole on a phone.</summary>
public sealed class HostilePagesTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private static readonly string[] Texts =
    [
        "<script>self.hostile=1</script>", "\"><img src=x onerror=self.hostile=1>", "</textarea></title><svg onload=self.hostile=1>", "{{constructor.constructor('self.hostile=1')()}}", "javascript:self.hostile=1", "'; DROP TABLE \"Invoices\"; --",
        "=cmd|' /C calc'!A0", "../../../../etc/passwd%00", "\u202egnp.exe \u2067abc", "שלום $178.80 مرحبا", "👨‍👩‍👧‍👦 Z\u0351\u036b\u0343\u036a\u0302A\u036b\u0357\u0334 \u0000\u0007", new string('W', 4000),
    ];

    [Fact]
    public async Task Fields_of_the_pages_take_a_text_as_text_or_say_a_sentence()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/details", 390);
        page.Dialog += (_, dialog) => Assert.Fail($"{dialog.Message} was shown.");
        await page.AddInitScriptAsync("addEventListener('securitypolicyviolation', report => console.error('policy', report.blockedURI))");
        var saved = page.GetByText("Saved. Your coming invoices carry these details.");
        // Where taxes depend on it the state is chosen from a list; elsewhere it is typed
        await page.GetByLabel("State", new() { Exact = true }).SelectOptionAsync("NY");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
        await Expect(saved).ToBeVisibleAsync();
        Assert.Equal("NY", (string?)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["address"]!["state"]);
        await page.GetByLabel("Country", new() { Exact = true }).SelectOptionAsync("CA");
        await Expect(page.GetByLabel("Province", new() { Exact = true })).ToHaveValueAsync("");
        await page.GetByLabel("Country", new() { Exact = true }).SelectOptionAsync("FR");
        foreach (var text in Texts)
        {
            foreach (var field in (string[])["Name on the invoice", "Street address", "City", "Postal code", "State or province"])
                await TypeAsync(page.GetByLabel(field), text);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
            await Expect(saved.Or(page.GetByText("This is longer than 200 characters. Shorten it.")).First).ToBeVisibleAsync();
            await Expect(page.GetByText("This is longer").First).ToBeVisibleAsync(new() { Visible = text.Length > 200 });
            await TypeAsync(page.GetByLabel("Tax id", new() { Exact = true }), text);
            await page.GetByLabel("Kind of tax id").SelectOptionAsync("eu_vat");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
            await Expect(page.GetByText("A VAT number of the European Union begins with the letters of its country")).ToBeVisibleAsync();
            await page.GetByLabel("Kind of tax id").SelectOptionAsync("");
            await TypeAsync(page.GetByLabel("Tax id", new() { Exact = true }), "");
        }

        await page.GotoAsync(new Uri(App.Address, "organisation").AbsoluteUri);
        foreach (var text in Texts)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
            await TypeAsync(page.GetByLabel("Name", new() { Exact = true }), text);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();
            if (text.Length > 200)
            {
                await Expect(page.GetByText("A name has at most 200 characters.")).ToBeVisibleAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            }
            else
            {
                await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(TypedText.Line(text));
            }
            await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
            await TypeAsync(page.GetByLabel("Mail address"), text);
            await page.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
            await Expect(page.Locator("#invite-email-error")).ToContainTextAsync("Enter a whole mail address");
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await ShouldBeWholeAsync(page);
        }

        await page.GotoAsync(new Uri(App.Address, "billing/change").AbsoluteUri);
        foreach (var text in Texts)
        {
            await page.GetByLabel("Seats", new() { Exact = true }).EvaluateAsync("(input, text) => { input.type = 'text'; input.value = text; input.dispatchEvent(new Event('change', { bubbles: true })); }", text);
            await Expect(page.GetByText("Choose between 1 and")).ToBeVisibleAsync();
        }
        var checkout = await CheckOutAsync(await Member.AddAsync(App), 390);
        await Expect(checkout.Pay).ToBeEnabledAsync();
        foreach (var text in Texts)
        {
            await TypeAsync(checkout.Page.GetByLabel("Promotion code"), text);
            await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
            await Expect(checkout.Page.Locator("#order-code-error")).ToHaveTextAsync(text.Length > 100 ? "Enter the code as it was given to you." : "There is no such code. Check how it is written.");
        }
        await ShouldBeWholeAsync(checkout.Page);

        await page.GotoAsync(new Uri(App.Address, "billing/cancel").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }).ClickAsync();
        var comment = string.Join('\n', Texts[..11]);
        await TypeAsync(page.GetByLabel("Anything you want to add"), comment);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel on" }).ClickAsync();
        await page.ArrivesAsync("**/billing");
        Assert.Equal(TypedText.Lines(comment), (string?)(await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["cancellation_details"]!["comment"]);
        foreach (var path in (string[])["billing", "billing/details", "account", "sandbox/mailbox"])
        {
            await page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await ShouldBeWholeAsync(page);
        }
    }

    /// <summary>Types as a script would that knows no limits of a field.</summary>
    private static async Task TypeAsync(ILocator field, string text)
    {
        await field.EvaluateAsync("field => field.removeAttribute('maxlength')");
        await field.FillAsync(text);
    }

    private static async Task ShouldBeWholeAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => self.hostile === undefined"), $"Something ran on {page.Url}.");
        var beyond = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(beyond <= 0, $"{page.Url} scrolls {beyond} pixels sideways.");
    }
}
