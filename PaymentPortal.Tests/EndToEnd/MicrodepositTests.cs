using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Subscriptions.Access;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>A US bank account whose owner does not sign in to his bank: it is debited only once he has named the small deposit that it gets.</summary>
public sealed class MicrodepositTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private const string NotMyBank = "I do not sign in to my bank";

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_plan_is_paid_by_an_account_that_is_confirmed_first_and_begins_when_the_money_is_there(int width, ColorScheme colours)
    {
        var account = await Account.NewAsync(App, "US");
        var checkout = await PayAsync(account, width, colours);
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Confirm your bank account" })).ToBeVisibleAsync();
        await checkout.Page.ShouldHaveNoAxeFindings();
        Assert.False(await HasAccessAsync(account));

        await checkout.Page.GotoAsync(new Uri(App.Address, "/pricing").AbsoluteUri);
        account = await account.AfterAsync(TimeSpan.FromDays(2));
        var later = await AnotherTabAsync(checkout, "/billing");
        await Expect(later.Page.GetByText("$149.00 for the Pro plan waits for you to confirm it.")).ToBeVisibleAsync();
        await later.Page.ShouldHaveNoAxeFindings();
        await later.Page.GetByRole(AriaRole.Link, new() { Name = "See how" }).ClickAsync();
        await later.Page.GetByRole(AriaRole.Link, new() { Name = "Enter the code" }).ClickAsync();
        await Expect(later.Page.GetByText("STRIPE TEST BANK, checking account ending in 6789, of Analytical Engines")).ToBeVisibleAsync();
        await NameAsync(later.Page, "SM00ZZ");
        await Expect(later.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not the code that was sent. Look at the statement of this account again.");
        await Expect(later.Page.GetByLabel("Code")).ToHaveValueAsync("SM00ZZ");
        await later.Page.ShouldHaveNoAxeFindings();
        Assert.False(await HasAccessAsync(account));
        await NameAsync(later.Page, "SM11AA");
        await Expect(later.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("This account is confirmed. Its bank is asked for $149.00 now");
        await later.Page.ShouldHaveNoAxeFindings();
        await later.Page.GetByRole(AriaRole.Link, new() { Name = "Go back to where you came from" }).ClickAsync();
        await Expect(later.Page.GetByRole(AriaRole.Heading, new() { Name = "Your payment is on its way" })).ToBeVisibleAsync();
        await Expect(later.Page.GetByText("Bank account ending in 6789")).ToBeVisibleAsync();
        Assert.False(await HasAccessAsync(account));
        Assert.Equal(0, await App.Sandbox.SucceededChargesAsync(account.Customer));

        await account.AfterAsync(TimeSpan.FromDays(9));
        await new CheckoutScreen(later.Page).IsPaidAsync();
        Assert.True(await HasAccessAsync(account));
        Assert.Equal(1, await App.Sandbox.SucceededChargesAsync(account.Customer));
        Assert.Single(await account.MailsAsync("Your purchase"));
    }

    [Fact]
    public async Task An_account_that_is_not_confirmed_pays_nothing_and_the_waiting_page_learns_it()
    {
        var account = await Account.NewAsync(App, "US");
        var checkout = await PayAsync(account);
        var page = await checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Enter the code" }).GetAttributeAsync("href");
        var bank = await AnotherTabAsync(checkout, new Uri(page!).PathAndQuery);
        await NameAsync(bank.Page, "SM33CC");
        await Expect(bank.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It was tried too often");
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "The payment did not go through" })).ToBeVisibleAsync();
        await checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Back to payment" }).ClickAsync();
        await checkout.FillCardAsync(CheckoutScreen.Pays);
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await App.Sandbox.SucceededChargesAsync(account.Customer));
    }

    [Fact]
    public async Task An_account_that_is_saved_waits_for_its_owner_and_is_among_the_methods_once_it_is_confirmed()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/payment-methods/add", 390, ColorScheme.Dark);
        await FillAsync(page, "Analytical Engines");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save payment method" }).ClickAsync();
        await page.ArrivesAsync("**/billing/payment-methods");
        await Expect(page.GetByText("Bank account ending in 6789 waits to be confirmed.")).ToBeVisibleAsync();
        await Expect(page.Locator(".methods-row")).ToHaveCountAsync(1);
        await page.ShouldHaveNoAxeFindings();
        Assert.Single(await App.Sandbox.ListAsync("payment_methods", ("customer", account.Customer)));

        var link = await page.GetByRole(AriaRole.Link, new() { Name = "Enter the code" }).GetAttributeAsync("href");
        var bank = await AnotherTabAsync(new CheckoutScreen(page), new Uri(link!).PathAndQuery);
        await NameAsync(bank.Page, "SM11AA");
        await Expect(bank.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("This account is confirmed, and can be used from now on.");
        await Expect(page.GetByText("waits to be confirmed")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Make default: Bank account ending in 6789" })).ToBeVisibleAsync();
        await bank.Page.GetByRole(AriaRole.Link, new() { Name = "Go back to where you came from" }).ClickAsync();
        await Expect(bank.Page.Locator(".methods-row")).ToHaveCountAsync(2);
        Assert.Equal(account.Card, (string?)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["invoice_settings"]!["default_payment_method"]);
    }

    [Fact]
    public async Task An_open_invoice_waits_for_an_account_that_is_confirmed_first_and_is_then_paid_by_it()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var invoice = await account.InvoiceAsync("open");
        var page = await SignInAsync(account.Member, "/billing/fix");
        await FillAsync(page, "Analytical Engines");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay $149.00" }).ClickAsync();
        await page.ArrivesAsync($"**/billing/fix?invoice={invoice}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Enter the code" }).ClickAsync();
        await NameAsync(page, "SM11AA");
        await account.AfterAsync(TimeSpan.FromDays(9));
        await account.KnowsAsync(context => Task.FromResult(context.Invoices.Any(i => i.Id == invoice && i.Status == "paid")));
        Assert.Equal(2, await App.Sandbox.SucceededChargesAsync(account.Customer));
        Assert.Contains(await App.Sandbox.ListAsync("payment_methods", ("customer", account.Customer)), method => (string?)method["type"] == "us_bank_account");
    }

    [Fact]
    public async Task A_trial_does_not_begin_with_an_account_that_waits()
    {
        var account = await Account.NewAsync(App, "US");
        var checkout = new CheckoutScreen(await SignInAsync(account.Member, ProMonthly + "&trial=1"));
        await FillAsync(checkout.Page, "Analytical Engines");
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync("This account can be charged only after a small deposit has confirmed it");
        Assert.Empty(await App.Sandbox.ListAsync("subscriptions", ("customer", account.Customer), ("status", "all")));
    }

    [Fact]
    public async Task A_holder_who_means_no_good_is_read_as_he_is_written()
    {
        const string Name = "\"><script>document.title='mine'</script><img src=x onerror=\"document.title='mine'\"> & Sons";
        var setup = await App.Sandbox.PostAsync(
            "setup_intents", ("confirm", "true"), ("payment_method_data[type]", "us_bank_account"), ("payment_method_data[us_bank_account][account_number]", "000123456789"),
            ("payment_method_data[us_bank_account][routing_number]", "110000000"), ("payment_method_data[us_bank_account][account_holder_type]", "individual"), ("payment_method_data[billing_details][name]", Name),
            ("mandate_data[customer_acceptance][type]", "offline"));
        var page = await OpenAsync(new Uri((string)setup["next_action"]!["verify_with_microdeposits"]!["hosted_verification_url"]!));
        await Expect(page.GetByText($"of {Name}")).ToBeVisibleAsync();
        await NameAsync(page, Name);
        await Expect(page.GetByLabel("Code")).ToHaveValueAsync(Name);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The code has six letters and digits.");
        await NameAsync(page, "SM11AA");
        await Expect(page.GetByText("You can close this window.")).ToBeVisibleAsync();
        await Expect(page.Locator("script, img, a")).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync("Confirm your bank account");
    }

    private async Task<CheckoutScreen> PayAsync(Account account, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        var checkout = await CheckOutAsync(account.Member, width, colours);
        await Expect(checkout.Name).ToHaveValueAsync("Analytical Engines");
        await FillAsync(checkout.Page, "Analytical Engines");
        await checkout.Page.ShouldHaveNoAxeFindings();
        await checkout.Pay.ClickAsync();
        await checkout.Page.ArrivesAsync("**/complete");
        return checkout;
    }

    private static async Task FillAsync(IPage page, string holder)
    {
        await page.GetByRole(AriaRole.Radio, new() { Name = "US bank account" }).CheckAsync();
        await page.GetByLabel("Routing number").FillAsync("110000000");
        await page.GetByLabel("Account number").FillAsync("000123456789");
        await page.GetByLabel("Account holder").FillAsync(holder);
        await page.GetByLabel(NotMyBank).CheckAsync();
    }

    private static async Task NameAsync(IPage page, string code)
    {
        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm the account" }).ClickAsync();
    }

    private async Task<bool> HasAccessAsync(Account account) => (await App.Services.GetRequiredService<Entitlements>().OfAsync(account.Member.Organisation, Cancellation)).HasAccess;
}
