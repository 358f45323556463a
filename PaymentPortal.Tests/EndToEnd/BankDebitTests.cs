using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Subscriptions.Access;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Money that comes days later, or does not: on the sandbox's clock, where banks take their days.</summary>
public sealed class BankDebitTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private static readonly TimeSpan UntilSettled = TimeSpan.FromDays(9);

    [Fact]
    public async Task A_SEPA_debit_is_on_its_way_grants_nothing_is_not_ordered_again_and_settles()
    {
        var account = await Account.NewAsync(App, "DE");
        var checkout = await OpenAsync(account, "/checkout/new?price=pro_month_eur", "SEPA debit", 390, ColorScheme.Dark);
        await OwnsWhoIsBilledAsync(checkout);
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByText("The IBAN is incomplete.")).ToBeVisibleAsync();
        await checkout.Page.GetByLabel("IBAN").FillAsync("DE89 3704 0044 0532 0130 01");
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByText("This is not a valid IBAN.")).ToBeVisibleAsync();
        await checkout.Page.ShouldHaveNoAxeFindings();
        await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "DE89 3704 0044 0532 0130 00" }).ClickAsync();
        await Expect(checkout.Page.GetByLabel("Mail address")).ToHaveValueAsync(account.Member.Email);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay €165.41");
        await checkout.Pay.ClickAsync();
        await IsOnItsWayAsync(checkout, "€165.41 for the Pro plan", "Bank account (SEPA) ending in 3000");
        await checkout.Page.ShouldHaveNoAxeFindings();
        Assert.False((await EntitledAsync(account)).HasAccess);
        Assert.Empty(await account.MailsAsync("Your purchase"));

        var second = await AnotherTabAsync(checkout, "/checkout/new?price=pro_month_eur");
        await Expect(second.Page.GetByText("This order is being paid already. Nothing was ordered again.")).ToBeVisibleAsync();
        await second.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=pilot_month_eur").AbsoluteUri);
        await Expect(second.Page.GetByText("for the Pro plan")).ToBeVisibleAsync();
        await second.Page.GotoAsync(new Uri(App.Address, "/pricing").AbsoluteUri);
        await Expect(second.Page.GetByText("Your organisation buys in EUR")).ToBeVisibleAsync();
        await Expect(second.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("Choose|Try") })).ToHaveCountAsync(0);
        await second.Page.ShouldHaveNoAxeFindings();
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "Look at your order" }).ClickAsync();
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "Open billing" }).ClickAsync();
        await Expect(second.Page.GetByText("€165.41 for the Pro plan is on its way.")).ToBeVisibleAsync();
        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Pro", Exact = true })).ToHaveCountAsync(0);
        await Expect(second.Page.GetByText("is not paid")).ToHaveCountAsync(0);
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "Look at it" }).ClickAsync();
        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Your payment is on its way" })).ToBeVisibleAsync();
        Assert.Single(await App.Sandbox.ListAsync("payment_intents", ("customer", account.Customer)));

        await account.AfterAsync(UntilSettled);
        await checkout.IsPaidAsync();
        Assert.True((await EntitledAsync(account)).HasAccess);
        Assert.Single(await account.MailsAsync("Your purchase"));
        Assert.Equal(1, await App.Sandbox.SucceededChargesAsync(account.Customer));
    }

    [Fact]
    public async Task An_ACH_debit_that_comes_back_days_later_is_told_by_page_and_mail_and_paid_in_another_way()
    {
        var account = await Account.NewAsync(App, "US");
        var checkout = await OpenAsync(account, ProMonthly, "US bank account");
        await checkout.Page.GetByLabel("Routing number").FillAsync("110000000");
        await checkout.Page.GetByLabel("Account number").FillAsync("000222222227");
        await checkout.Pay.ClickAsync();
        await IsOnItsWayAsync(checkout, "$149.00 for the Pro plan", "Bank account ending in 2227");
        await account.AfterAsync(UntilSettled);
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "The payment did not go through" })).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText("not enough money on the account")).ToBeVisibleAsync();
        Assert.False((await EntitledAsync(account)).HasAccess);
        Assert.Equal(0, await App.Sandbox.SucceededChargesAsync(account.Customer));
        var mail = Assert.Single(await account.MailsAsync("Your bank returned the payment of $149.00"));
        Assert.Contains("/billing/fix?invoice=", mail.Text, StringComparison.Ordinal);
        Assert.Empty(await account.MailsAsync("Your purchase"));

        var billing = await AnotherTabAsync(checkout, "/billing");
        await Expect(billing.Page.GetByText("Your bank returned the debit from your bank account ending in 2227")).ToBeVisibleAsync();
        await billing.Page.Locator("a[href^='/billing/fix?invoice=']").First.ClickAsync();
        await Expect(billing.Page.Locator(".alert.failed")).ToContainTextAsync("Your bank returned the debit from your bank account ending in 2227: not enough money on the account. Nothing was charged.");
        await checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Back to payment" }).ClickAsync();
        await Expect(checkout.Page.GetByText("Your bank returned the debit from your bank account ending in 2227")).ToBeVisibleAsync();
        await checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Another way to pay" }).CheckAsync();
        await checkout.FillCardAsync(CheckoutScreen.Pays);
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        Assert.True((await EntitledAsync(account)).HasAccess);
        Assert.Equal(1, await App.Sandbox.SucceededChargesAsync(account.Customer));
        Assert.Single(await account.MailsAsync("Your purchase"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task An_order_whose_debit_came_back_is_withdrawn_from_the_page_after_paying_and_from_billing(int width, ColorScheme colours)
    {
        var account = await Account.NewAsync(App, "US");
        var checkout = await OpenAsync(account, ProMonthly, "US bank account", width, colours);
        account = await ReturnAsync(checkout, account, "$149.00 for the Pro plan");
        await WithdrawAsync(checkout.Page);
        await Expect(checkout.Page.GetByText("The order is withdrawn, and nothing was charged. Choose another plan here.")).ToBeVisibleAsync();
        Assert.Empty(await account.MailsAsync("has ended"));

        await checkout.Page.GotoAsync(new Uri(App.Address, "/checkout/new?price=pilot_month_usd").AbsoluteUri);
        await checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "Another way to pay" }).CheckAsync();
        await checkout.Page.GetByRole(AriaRole.Radio, new() { Name = "US bank account" }).CheckAsync();
        account = await ReturnAsync(checkout, account, "$49.00 for the Pilot plan");
        await checkout.Page.GotoAsync(new Uri(App.Address, "/billing").AbsoluteUri);
        await Expect(checkout.Page.GetByText("Your bank returned the debit from your bank account ending in 2227")).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Link, new() { Name = "See plans and prices" })).ToBeVisibleAsync();
        await Expect(checkout.Page.Locator("a.primary[href='/pricing']")).ToHaveCountAsync(0);
        await checkout.Page.ShouldHaveNoAxeFindings();
        await WithdrawAsync(checkout.Page);
        await Expect(checkout.Page.GetByText("The order is withdrawn, and nothing was charged. You can choose another plan.")).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText("No plan yet")).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText("is not paid")).ToHaveCountAsync(0);
        Assert.All(await App.Sandbox.ListAsync("subscriptions", ("customer", account.Customer), ("status", "all")), subscription => Assert.Equal("canceled", (string?)subscription["status"]));
        Assert.All(await App.Sandbox.ListAsync("invoices", ("customer", account.Customer)), invoice => Assert.Equal("void", (string?)invoice["status"]));
        Assert.Equal(0, await App.Sandbox.SucceededChargesAsync(account.Customer));
    }

    [Fact]
    public async Task A_trial_that_asks_for_a_card_begins_with_one_and_is_charged_when_it_is_over()
    {
        AllowDeclines();
        var account = await Account.NewAsync(App, "US");
        var checkout = new CheckoutScreen(await SignInAsync(account.Member, ProMonthly + "&trial=1"));
        await Expect(checkout.Pay).ToHaveTextAsync("Start the trial");
        static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        var over = Day(TimeProvider.System.GetUtcNow().AddDays(14));
        await Expect(checkout.Page.Locator("[data-trial-note]")).ToContainTextAsync($"On {over} the trial is over and $149.00 per month is charged for the first time.");
        await Expect(checkout.Pay).ToBeEnabledAsync();
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.GetByText("The card number is incomplete.")).ToBeVisibleAsync();
        await checkout.FillCardAsync("4000 0000 0000 0002");
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync("Your bank declined this card, so nothing was charged.");
        await checkout.FillCardAsync("4000 0025 0000 3155");
        await checkout.Pay.ClickAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync("Your bank did not confirm");
        Assert.Empty(await App.Sandbox.ListAsync("subscriptions", ("customer", account.Customer), ("status", "all")));
        await checkout.Pay.ClickAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Your trial of the Pro plan has begun" })).ToBeVisibleAsync();
        var subscription = Assert.Single(await App.Sandbox.ListAsync("subscriptions", ("customer", account.Customer), ("status", "all")));
        // The customer's clock is an hour ahead of the portal's, which before midnight is another day
        await Expect(checkout.Page.GetByText($"The first payment is on {Day(DateTimeOffset.FromUnixTimeSeconds((long)subscription["trial_end"]!))}")).ToBeVisibleAsync();
        Assert.Equal(0, await App.Sandbox.SucceededChargesAsync(account.Customer));
        Assert.Equal("trialing", (string?)subscription["status"]);
        Assert.NotNull((string?)subscription["default_payment_method"]);
        await account.AfterAsync(TimeSpan.FromDays(15));
        var charge = Assert.Single(await App.Sandbox.ListAsync("charges", ("customer", account.Customer)));
        Assert.Equal((14_900, "succeeded"), ((long)charge["amount"]!, (string?)charge["status"]));
    }

    private async Task<CheckoutScreen> OpenAsync(Account account, string path, string kind, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        var checkout = new CheckoutScreen(await SignInAsync(account.Member, path, width, colours));
        await Expect(checkout.Name).ToHaveValueAsync("Analytical Engines");
        await checkout.Page.GetByRole(AriaRole.Radio, new() { Name = kind }).CheckAsync();
        await Expect(checkout.Page.GetByLabel("Account holder")).ToHaveValueAsync("Analytical Engines");
        await Expect(checkout.Pay).ToBeEnabledAsync();
        return checkout;
    }

    /// <summary>The account's holder follows the name on the invoice until another one is typed.</summary>
    private static async Task OwnsWhoIsBilledAsync(CheckoutScreen checkout)
    {
        var holder = checkout.Page.GetByLabel("Account holder");
        await checkout.Name.FillAsync("Analytical Engines GmbH");
        await checkout.Name.BlurAsync();
        await Expect(holder).ToHaveValueAsync("Analytical Engines GmbH");
        await holder.FillAsync("Ada King");
        await checkout.Name.FillAsync("Analytical Engines");
        await checkout.Name.BlurAsync();
        await Expect(holder).ToHaveValueAsync("Ada King");
    }

    /// <summary>Pays by a debit that its bank refuses days later.</summary>
    private async Task<Account> ReturnAsync(CheckoutScreen checkout, Account account, string what)
    {
        await checkout.Page.GetByLabel("Routing number").FillAsync("110000000");
        await checkout.Page.GetByLabel("Account number").FillAsync("000222222227");
        await checkout.Pay.ClickAsync();
        await IsOnItsWayAsync(checkout, what, "Bank account ending in 2227");
        account = await account.AfterAsync(UntilSettled);
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "The payment did not go through" })).ToBeVisibleAsync();
        return account;
    }

    private static async Task WithdrawAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the order" }).ClickAsync();
        var asks = page.GetByRole(AriaRole.Dialog, new() { Name = "Withdraw this order?" });
        await Expect(asks).ToContainTextAsync("Nothing was charged");
        await page.ShouldHaveNoAxeFindings();
        await asks.GetByRole(AriaRole.Button, new() { Name = "Withdraw it" }).ClickAsync();
    }

    private static async Task IsOnItsWayAsync(CheckoutScreen checkout, string what, string from)
    {
        await checkout.Page.ArrivesAsync("**/complete");
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Your payment is on its way" })).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText(what)).ToBeVisibleAsync();
        await Expect(checkout.Page.GetByText(from)).ToBeVisibleAsync();
    }

    private Task<Entitlement> EntitledAsync(Account account) => App.Services.GetRequiredService<Entitlements>().OfAsync(account.Member.Organisation, Cancellation);
}
