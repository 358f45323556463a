using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Shell;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Shell;

/// <summary>What the pages load on which a card can be entered is what the list says, and nothing stands in them that runs.</summary>
public sealed partial class PaymentScriptsTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Checkout_and_the_page_after_it_load_what_the_list_says()
    {
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/account");
        var loaded = Watch(page);
        await page.GotoAsync(new Uri(App.Address, ProMonthly).AbsoluteUri);
        var checkout = new CheckoutScreen(page);
        await checkout.FillAsync(CheckoutScreen.Asks);
        await checkout.Pay.ClickAsync();
        await Expect(checkout.BankAsks).ToBeVisibleAsync();
        await ShouldBeAsync(page, loaded, PaymentScripts.Checkout);
        loaded.Clear();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        await ShouldBeAsync(page, loaded, PaymentScripts.AfterPaying);
    }

    [Fact]
    public async Task The_pages_for_open_invoices_and_cards_load_what_the_list_says()
    {
        var account = await Account.OpenAsync(App);
        await App.Sandbox.PostAsync("invoiceitems", ("customer", account.Customer), ("amount", "1000"), ("currency", "usd"));
        var made = (string)(await App.Sandbox.PostAsync("invoices", ("customer", account.Customer), ("auto_advance", "false"), ("pending_invoice_items_behavior", "include"), ("metadata[organisation]", account.Member.Organisation.ToString())))["id"]!;
        await App.Sandbox.PostAsync($"invoices/{made}/finalize", ("auto_advance", "false"));
        await account.InvoiceAsync("open", "manual");
        var page = await SignInAsync(account.Member, "/account");
        var loaded = Watch(page);
        foreach (var path in (string[])["billing/payment-methods/add", $"billing/fix?invoice={made}"])
        {
            loaded.Clear();
            await page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await Expect(new CheckoutScreen(page).Pay).ToBeEnabledAsync();
            await ShouldBeAsync(page, loaded, PaymentScripts.Card);
        }
    }

    [Fact]
    public async Task An_admin_reads_the_list_with_the_purpose_of_each()
    {
        var page = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin/health");
        await page.GetByRole(AriaRole.Link, new() { Name = "Scripts where cards are entered" }).ClickAsync();
        foreach (var script in PaymentScripts.With(App.Services.GetRequiredService<PaymentElement>().ScriptAddress))
        {
            await Expect(page.GetByText(script.Address, new() { Exact = true })).ToBeVisibleAsync();
            await Expect(page.GetByText(script.Purpose)).ToBeVisibleAsync();
        }
        await page.ShouldHaveNoAxeFindings();
    }

    [Fact]
    public void Every_script_of_the_list_is_there_has_a_purpose_and_a_page()
    {
        foreach (var script in PaymentScripts.With("https://js.stripe.com/dahlia/stripe.js"))
        {
            Assert.True(script.Purpose.Length > 20 && script.Pages.Count > 0);
            Assert.Subset(PaymentScripts.Pages.ToHashSet(), script.Pages.ToHashSet());
            if (script.Address.StartsWith("/js/", StringComparison.Ordinal))
                Assert.True(File.Exists(Path.Combine(Repository.Root, "PaymentPortal", "wwwroot", script.Address[1..])));
        }
    }

    internal static HashSet<string> Named(string kind, string stripe) => [.. PaymentScripts.With(stripe).Where(script => script.Pages.Contains(kind)).Select(script => script.Address)];

    /// <summary>An address without the fingerprint of its contents.</summary>
    internal static string Bare(string path) => Fingerprint().Replace(path, ".js");

    /// <summary>Every script that the page, or a frame of it, asks for from now on.</summary>
    private static HashSet<string> Watch(IPage page)
    {
        var loaded = new HashSet<string>(StringComparer.Ordinal);
        page.Context.Request += (_, request) =>
        {
            if (request.ResourceType == "script")
            {
                lock (loaded)
                    loaded.Add(Bare(new Uri(request.Url).AbsolutePath));
            }
        };
        return loaded;
    }

    private async Task ShouldBeAsync(IPage page, HashSet<string> loaded, string kind)
    {
        Assert.Equal(Named(kind, "/sandbox/stripe.js").Order(), loaded.Order());
        foreach (var frame in page.Frames)
        {
            var standing = await frame.EvaluateAsync<string[]>("() => [...document.querySelectorAll('script')].filter(s => !s.src && !/json/.test(s.type)).map(s => s.textContent)");
            Assert.Empty(standing);
            Assert.Empty(await frame.EvaluateAsync<string[]>("() => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).map(a => a.name)"));
        }
        Assert.All(page.Frames, frame => Assert.True(frame.Url is "about:blank" || new Uri(frame.Url).Authority == App.Address.Authority, frame.Url));
    }

    [GeneratedRegex(@"\.[a-z0-9]{8,12}\.js$")]
    private static partial Regex Fingerprint();
}
