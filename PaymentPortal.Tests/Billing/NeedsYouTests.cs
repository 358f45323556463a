using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>Why an invoice is not paid, as billing says it: a card that was declined, a bank that asks, and an invoice that nobody was to charge.</summary>
public sealed class NeedsYouTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("pm_card_chargeCustomerFail", "The last payment failed.")]
    [InlineData("pm_card_authenticationRequired", "Your bank asks you to confirm the payment.")]
    public async Task A_renewal_that_was_not_paid_says_why(string card, string why)
    {
        var account = await Account.OpenAsync(App);
        await account.UseCardAsync(card);
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        await SaysAsync(account, await account.InvoiceAsync("open"), why);
    }

    [Fact]
    public async Task An_invoice_that_was_sent_has_not_failed()
    {
        var account = await Account.OpenAsync(App, "pm_card_visa", ("collection_method", "send_invoice"), ("days_until_due", "14"));
        account = await account.AfterAsync(TimeSpan.FromHours(2));
        await SaysAsync(account, await account.InvoiceAsync("open", "subscription_create"), "It was sent to you to be paid.");
    }

    private async Task SaysAsync(Account account, string invoice, string why)
    {
        var page = await SignInAsync(account.Member, "/billing");
        var alert = page.Locator(".alert", new() { Has = page.Locator($"a[href='/billing/fix?invoice={invoice}']") });
        await Expect(alert).ToContainTextAsync($"is not paid. {why}");
        await page.ShouldHaveNoAxeFindings();
    }
}
