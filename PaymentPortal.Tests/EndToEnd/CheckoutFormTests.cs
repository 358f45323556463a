using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

public sealed class CheckoutFormTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Hostile_text_is_shown_as_text_and_the_invoice_can_be_read()
    {
        const string hostile = "<script>fail()</script><img src=x onerror=fail()> שלום \u202eevil 😀\u0007 Ω & \"Söhne\"";
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        checkout.Page.Dialog += (_, dialog) => Assert.Fail($"{dialog.Message} was shown.");
        await checkout.FillAsync();
        await checkout.Name.FillAsync(hostile);
        await checkout.Page.GetByLabel("Street address").FillAsync(hostile);
        await checkout.Page.GetByLabel("City").FillAsync("'; DROP TABLE \"Invoices\"; --");
        // The place is told within a second, and nothing can be pressed while the total is calculated for it
        await Expect(checkout.Page.Locator("#order-place")).ToHaveAttributeAsync("data-read", new Regex("DROP TABLE"));
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        var download = await checkout.Page.RunAndWaitForDownloadAsync(() => checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Download the invoice" }).ClickAsync());
        var pdf = await File.ReadAllBytesAsync(await download.PathAsync(), Cancellation);
        PdfTool.Check(pdf);
        Assert.Contains("<script>fail()", PdfTool.Text(pdf), StringComparison.Ordinal);
        await checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Open billing" }).ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Pro", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_too_long_or_missing_is_said_beside_its_field_and_kept()
    {
        AllowStatus(422, "Unprocessable Entity");
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.FillAsync();
        foreach (var (field, text, sentence) in ((string, string, string)[])
        [
            ("Name on the invoice", " \u0007 ", "Enter the name that stands on the invoice."),
            ("Name on the invoice", new string('n', 10_000), "This name is longer than 200 characters. Shorten it."),
            ("Street address", new string('s', 10_000), "This is longer than 200 characters. Shorten it."),
            ("City", new string('城', 30_000), "This is longer than 200 characters. Shorten it."),
        ])
        {
            await checkout.Name.FillAsync("Ada Lovelace");
            await checkout.Page.GetByLabel(field).FillAsync(text);
            await checkout.Pay.ClickAsync();
            await Expect(checkout.Page.GetByText(sentence)).ToBeVisibleAsync();
            await Expect(checkout.Page.GetByLabel(field)).ToBeFocusedAsync();
            await Expect(checkout.Page.GetByLabel(field)).ToHaveValueAsync(text);
            await checkout.Page.GetByLabel(field).FillAsync("");
        }
        Assert.Equal(0, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task What_was_typed_survives_a_late_script_a_reload_and_a_lost_circuit_and_is_paid_without_it()
    {
        Allow("WebSocket");
        Allow("Connection disconnected");
        var page = await SignInAsync(await Member.AddAsync(App), "/account");
        var line = await CircuitLine.LayAsync(page);
        var scriptMayCome = new TaskCompletionSource();
        await page.RouteAsync(
            "**/js/checkout*.js",
            async route =>
            {
                await scriptMayCome.Task;
                await route.ContinueAsync();
            },
            new PageRouteOptions { Times = 1 });
        await page.GotoAsync(new Uri(App.Address, ProMonthly).AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        var checkout = new CheckoutScreen(page);
        await checkout.Name.FillAsync("Ada Lovelace");
        await page.GetByLabel("City").FillAsync("Αθήνα");
        scriptMayCome.SetResult();
        await Eventually.TrueAsync(() => line.IsTaken, "No circuit was opened.");
        await Expect(checkout.Pay).ToBeEnabledAsync();
        await checkout.Country.SelectOptionAsync("GB");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $178.80");
        await ShouldHoldAsync();
        await page.ReloadAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $178.80");
        await ShouldHoldAsync();
        await line.CutAsync();
        await ShouldHoldAsync();
        await checkout.FillCardAsync(CheckoutScreen.Pays);
        await checkout.Pay.ClickAsync();
        await page.ArrivesAsync("**/complete");
        line.Mend();
        await page.ReloadAsync();
        await checkout.IsPaidAsync();

        async Task ShouldHoldAsync()
        {
            await Expect(checkout.Name).ToHaveValueAsync("Ada Lovelace");
            await Expect(page.GetByLabel("City")).ToHaveValueAsync("Αθήνα");
            await Expect(checkout.Country).ToHaveValueAsync("GB");
        }
    }

    [Fact]
    public async Task Everything_can_be_done_by_keyboard()
    {
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        var (page, keyboard) = (checkout.Page, checkout.Page.Keyboard);
        await Expect(checkout.Pay).ToBeEnabledAsync();
        await GoToAsync(checkout.Name);
        await keyboard.TypeAsync("Ada Lovelace");
        await GoToAsync(checkout.Country);
        await keyboard.TypeAsync("United King");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $178.80");
        await GoToAsync(page.GetByLabel("Card number"));
        await keyboard.TypeAsync(CheckoutScreen.Asks.Replace(" ", "", StringComparison.Ordinal));
        await GoToAsync(page.GetByLabel("Expiry date"));
        await keyboard.TypeAsync("1234");
        await GoToAsync(page.GetByLabel("Security code"));
        await keyboard.TypeAsync("123");
        await keyboard.PressAsync("Enter");
        await Expect(checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));

        async Task GoToAsync(ILocator field)
        {
            var passed = new StringBuilder();
            for (var step = 0; step < 30 && !await field.EvaluateAsync<bool>("field => field === document.activeElement"); step++)
            {
                await keyboard.PressAsync("Tab");
                passed.AppendLine(await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 100)"));
            }
            Assert.True(await field.EvaluateAsync<bool>("field => field === document.activeElement"), $"Tab never came there, but to:\n{passed}");
        }
    }
}
