using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Checkout;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Paying by what the organisation has saved: with one press, at its bank's question, after a refusal, and once whoever presses how often.</summary>
public sealed class SavedMethodTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private const string Credits = "/checkout/new?price=credits_100_usd";

    [Fact]
    public async Task A_saved_card_pays_with_one_press_even_if_it_is_two()
    {
        var (account, checkout) = await ReadyAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Visa ending in 4242" })).ToBeCheckedAsync();
        await Expect(checkout.Page.GetByLabel("Card number")).ToHaveCountAsync(0);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $10.00");
        await Expect(checkout.Page.Locator("#typed-note")).ToBeHiddenAsync();
        var before = await App.Sandbox.SucceededChargesAsync(account.Customer);
        await checkout.Pay.DblClickAsync();
        await IsBoughtAsync(checkout);
        Assert.Equal(before + 1, await App.Sandbox.SucceededChargesAsync(account.Customer));
    }

    [Fact]
    public async Task A_saved_card_whose_bank_asks_is_confirmed_in_the_page()
    {
        var (account, checkout) = await ReadyAsync("pm_card_authenticationRequired");
        await checkout.Pay.ClickAsync();
        await Expect(checkout.BankAsks).ToContainTextAsync("$10.00");
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(Beside(checkout, account.Card)).ToContainTextAsync("Your bank did not confirm the payment, so nothing was charged.");
        await checkout.Pay.ClickAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await IsBoughtAsync(checkout);
    }

    [Fact]
    public async Task A_saved_card_that_is_declined_says_why_beside_it_and_another_pays()
    {
        AllowDeclines();
        var (account, checkout) = await ReadyAsync(declines: true);
        var before = await App.Sandbox.SucceededChargesAsync(account.Customer);
        await checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Visa ending in 0341" }).CheckAsync();
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.Locator(".saved-method", new() { HasText = "0341" }).GetByRole(AriaRole.Alert)).ToContainTextAsync("Your bank declined this card, so nothing was charged.");
        await Expect(checkout.Message).ToBeEmptyAsync();
        Assert.Equal(before, await App.Sandbox.SucceededChargesAsync(account.Customer));
        await checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Another way to pay" }).CheckAsync();
        await Expect(checkout.Page.GetByText("Your bank declined this card")).ToHaveCountAsync(0);
        await Expect(checkout.Page.Locator("#typed-note")).ToBeVisibleAsync();
        await checkout.FillCardAsync("5555 5555 5555 4444");
        await checkout.Page.GetByLabel("Keep it for next time").CheckAsync();
        await checkout.Pay.ClickAsync();
        await IsBoughtAsync(checkout);
        Assert.Equal(before + 1, await App.Sandbox.SucceededChargesAsync(account.Customer));
        await account.KnowsAsync(context => Task.FromResult(context.PaymentMethods.Any(m => m.CustomerId == account.Customer && m.Last4 == "4444")));
    }

    [Fact]
    public async Task What_the_order_is_refused_for_is_no_fault_of_the_chosen_card_and_one_card_saved_twice_is_told_apart()
    {
        AllowStatus(422, "Unprocessable Entity");
        var (account, checkout) = await ReadyAsync();
        var twin = (string)(await App.Sandbox.PostAsync("payment_methods/pm_card_visa/attach", ("customer", account.Customer)))["id"]!;
        await account.KnowsAsync(context => Task.FromResult(context.PaymentMethods.Any(m => m.Id == twin && m.CustomerId == account.Customer)));
        await App.Sandbox.DeleteAsync($"subscriptions/{account.Subscription}");
        await account.KnowsAsync(context => Task.FromResult(context.Subscriptions.Any(s => s.Id == account.Subscription && s.Status == "canceled")));
        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=pilot_month_usd").AbsoluteUri);
        await Expect(checkout.Page.Locator(".saved-method", new() { HasText = "added on" })).ToHaveCountAsync(2);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $49.00");
        await App.Sandbox.PostAsync("subscriptions", ("customer", account.Customer), ("items[0][price]", await account.PriceAsync("pro_month_usd")), ("default_payment_method", account.Card), ("metadata[organisation]", account.Member.Organisation.ToString()));
        await account.KnowsAsync(context => Task.FromResult(context.Subscriptions.Any(s => s.CustomerId == account.Customer && s.Status == "active")));
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync("already has a running plan");
        await Expect(checkout.Page.Locator("[data-method-error]:not(:empty)")).ToHaveCountAsync(0);
        await checkout.Page.GotoAsync(new Uri(App.Address, "/billing/payment-methods").AbsoluteUri);
        await Expect(checkout.Page.Locator(".methods-row", new() { HasText = "Added on" })).ToHaveCountAsync(2);
        await checkout.Page.ShouldHaveNoAxeFindings();
    }

    [Fact]
    public async Task A_card_that_is_not_to_be_kept_is_not()
    {
        var (account, checkout) = await ReadyAsync();
        await checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Another way to pay" }).CheckAsync();
        await checkout.FillCardAsync("5555 5555 5555 4444");
        await checkout.Pay.ClickAsync();
        await IsBoughtAsync(checkout);
        Assert.DoesNotContain(await App.Sandbox.ListAsync("payment_methods", ("customer", account.Customer)), method => (string?)method["card"]?["last4"] == "4444");
    }

    [Fact]
    public async Task Two_windows_that_press_at_once_are_charged_once()
    {
        AllowStatus(400, "Bad Request");
        AllowStatus(422, "Unprocessable Entity");
        var (account, checkout) = await ReadyAsync();
        var second = await AnotherTabAsync(checkout);
        await Expect(second.Pay).ToBeEnabledAsync();
        var before = await App.Sandbox.SucceededChargesAsync(account.Customer);
        await Task.WhenAll(checkout.Pay.ClickAsync(), second.Pay.ClickAsync());
        await IsBoughtAsync(checkout);
        await IsBoughtAsync(second);
        Assert.Equal(before + 1, await App.Sandbox.SucceededChargesAsync(account.Customer));
    }

    [Fact]
    public async Task A_card_that_has_expired_is_shown_and_cannot_be_used()
    {
        var account = await Account.OpenAsync(App);
        await App.Sandbox.PostAsync($"payment_methods/{account.Card}", ("card[exp_month]", $"{DateTimeOffset.FromUnixTimeSeconds(account.Now).Month}"), ("card[exp_year]", $"{DateTimeOffset.FromUnixTimeSeconds(account.Now).Year}"));
        await account.KnowsAsync(context => Task.FromResult(context.PaymentMethods.Any(m => m.Id == account.Card && m.ExpiryYear == DateTimeOffset.FromUnixTimeSeconds(account.Now).Year)));
        await using (var context = await NewContextAsync())
        {
            // A month ago, which no card can be set to at Stripe.
            var card = await context.PaymentMethods.FindAsync([account.Card], Cancellation);
            card!.ExpiryYear--;
            await context.SaveChangesAsync(Cancellation);
        }

        var checkout = new CheckoutScreen(await SignInAsync(account.Member, Credits, 390, ColorScheme.Dark));
        var radio = checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Visa ending in 4242" });
        await Expect(radio).ToBeDisabledAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Another way to pay" })).ToBeCheckedAsync();
        await Expect(checkout.Page.GetByLabel("Card number")).ToBeVisibleAsync();
        await checkout.Page.ShouldHaveNoAxeFindings();
    }

    [Fact]
    public async Task A_member_without_the_billing_role_buys_nothing_and_changes_nothing_of_who_pays()
    {
        var (account, checkout) = await ReadyAsync();
        var page = await SignInAsync(await account.Member.ColleagueAsync(App), Credits);
        await Expect(page.GetByText("Only owners and members with the billing role buy for your organisation.")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "/billing/credits").AbsoluteUri);
        await Expect(page.GetByText("Owners and members with the billing role can buy more.")).ToBeVisibleAsync();
        await Expect(page.Locator("a[href^='/checkout']")).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
        AllowStatus(404, "Not Found");
        Assert.Equal(404, (await page.GotoAsync(checkout.Page.Url))!.Status);
        Assert.Equal(404, (await page.GotoAsync(checkout.Page.Url + "/complete"))!.Status);
        var pay = App.Services.GetRequiredService<PayPurchase>();
        var wish = new PayWish(new BillingDetails { Name = "Mallory", Country = "US" }, 1000);
        foreach (var somebody in (Guid[])[(await account.Member.ColleagueAsync(App)).Id, (await Member.AddAsync(App)).Id])
            Assert.Equal(PayPurchase.NotFound, (await pay.RunAsync(PurchaseId.From(checkout.Purchase), somebody, wish, somebody, "", Cancellation)).Refusal?.Code);
        Assert.Equal("Analytical Engines", (string?)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["name"]);
    }

    [Fact]
    public async Task An_open_invoice_is_paid_by_a_saved_card_with_one_press()
    {
        var account = await (await Account.OpenAsync(App)).AfterAsync(TimeSpan.FromDays(1));
        var price = await account.PriceAsync("credits_100_usd");
        var invoice = (string)(await App.Sandbox.PostAsync("invoices", ("customer", account.Customer), ("auto_advance", "false"), ("metadata[organisation]", account.Member.Organisation.ToString())))["id"]!;
        await App.Sandbox.PostAsync("invoiceitems", ("customer", account.Customer), ("invoice", invoice), ("pricing[price]", price));
        await App.Sandbox.PostAsync($"invoices/{invoice}/finalize");
        await account.KnowsAsync(context => Task.FromResult(context.Invoices.Any(i => i.Id == invoice && i.Status == "open")));
        var checkout = new CheckoutScreen(await SignInAsync(account.Member, $"/billing/fix?invoice={invoice}"));
        await Expect(checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Visa ending in 4242" })).ToBeCheckedAsync();
        await checkout.Pay.ClickAsync();
        await checkout.Page.ArrivesAsync($"**/billing/invoices/{invoice}?notice=paying");
        await account.KnowsAsync(context => Task.FromResult(context.Invoices.Any(i => i.Id == invoice && i.Status == "paid")));
    }

    private static ILocator Beside(CheckoutScreen checkout, string card) => checkout.Page.Locator($"[data-method-error='{card}']");

    private static async Task IsBoughtAsync(CheckoutScreen checkout)
    {
        await checkout.Page.ArrivesAsync("**/complete");
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid. 100 credits" })).ToBeVisibleAsync();
    }

    /// <summary>An organisation that has a card, at the checkout of a pack of credits.</summary>
    private async Task<(Account Account, CheckoutScreen Checkout)> ReadyAsync(string card = "pm_card_visa", bool declines = false)
    {
        var account = await Account.OpenAsync(App);
        if (card != "pm_card_visa")
        {
            account = await account.UseCardAsync(card);
            await account.KnowsAsync(context => Task.FromResult(context.Customers.Any(c => c.Id == account.Customer && c.DefaultPaymentMethodId == account.Card)));
        }

        if (declines)
        {
            var other = (string)(await App.Sandbox.PostAsync("payment_methods/pm_card_chargeCustomerFail/attach", ("customer", account.Customer)))["id"]!;
            await account.KnowsAsync(context => Task.FromResult(context.PaymentMethods.Any(m => m.Id == other && m.CustomerId == account.Customer)));
        }

        await account.KnowsAsync(context => Task.FromResult(context.PaymentMethods.Any(m => m.Id == account.Card && m.CustomerId == account.Customer)));
        var checkout = new CheckoutScreen(await SignInAsync(account.Member, Credits));
        await Expect(checkout.Pay).ToBeEnabledAsync();
        return (account, checkout);
    }
}
