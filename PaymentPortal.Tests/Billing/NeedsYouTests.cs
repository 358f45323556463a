using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using PaymentPortal.Settings;
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
        var page = await SaysAsync(account, await account.InvoiceAsync("open"), why);
        await Expect(page.Locator(".plan-sentence")).ToContainTextAsync(why);
        var sentence = await page.Locator(".plan-sentence").InnerTextAsync();
        await page.GotoAsync(new Uri(App.Address, "billing/usage").AbsoluteUri);
        await Expect(page.Locator(".alert.attention")).ToHaveTextAsync(sentence);
    }

    [Fact]
    public async Task A_renewal_that_the_bank_asks_about_is_paid_by_a_press_and_its_answer()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_authenticationRequired");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var invoice = await account.InvoiceAsync("open");
        var page = await SaysAsync(account, invoice, "Your bank asks you to confirm the payment.");
        await page.Locator($"a[href='/billing/fix?invoice={invoice}']").First.ClickAsync();
        await Expect(page.GetByText("Your bank asks you to confirm the payment (3D Secure).")).ToBeVisibleAsync();
        await Expect(page.Locator($"input[value='{account.Card}']")).ToBeCheckedAsync();
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay $149.00" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync($"this payment of $149.00 to {App.Services.GetRequiredService<IOptions<SellerOptions>>().Value.Name}?");
        await Expect(page.Locator("#typed-note")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(page.Locator($"[data-method-error='{account.Card}']")).ToContainTextAsync("Your bank did not confirm the payment");
        await Expect(page.GetByText("Your bank asks you to confirm the payment")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay $149.00" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByText("Paid: $149.00")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_payment_that_failed_says_when_it_is_tried_again_and_until_when_the_plan_can_be_used()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var invoice = await App.Sandbox.GetAsync($"invoices/{await account.InvoiceAsync("open")}");
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.Locator(".next-card")).ToContainTextAsync($"$149.00 is open. We try again on {Day((long)invoice["next_payment_attempt"]!)}, unless it is paid before.");
        var issued = (long)invoice["status_transitions"]!["finalized_at"]!;
        await Expect(page.Locator(".plan-sentence")).ToHaveTextAsync($"The last payment failed. You can use the plan until {Day(issued + (7 * 86_400))}; pay before, and nothing is interrupted.");
    }

    private static string Day(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_invoice_that_was_sent_has_not_failed()
    {
        var account = await Account.OpenAsync(App, "pm_card_visa", ("collection_method", "send_invoice"), ("days_until_due", "14"));
        account = await account.AfterAsync(TimeSpan.FromHours(2));
        await SaysAsync(account, await account.InvoiceAsync("open", "subscription_create"), "It was sent to you to be paid.");
    }

    [Fact]
    public async Task An_invoice_that_nobody_has_tried_to_pay_has_not_failed()
    {
        var account = await Account.OpenAsync(App);
        var invoice = (string)(await App.Sandbox.PostAsync("invoices", ("customer", account.Customer), ("auto_advance", "false")))["id"]!;
        await App.Sandbox.PostAsync("invoiceitems", ("customer", account.Customer), ("invoice", invoice), ("amount", "4200"), ("currency", "usd"));
        await App.Sandbox.PostAsync($"invoices/{invoice}", ("metadata[organisation]", account.Member.Organisation.ToString()));
        await App.Sandbox.PostAsync($"invoices/{invoice}/finalize", ("auto_advance", "false"));
        await SaysAsync(account, await account.InvoiceAsync("open", "manual"), "Nobody has tried to pay it yet.");
    }

    private async Task<IPage> SaysAsync(Account account, string invoice, string why)
    {
        var page = await SignInAsync(account.Member, "/billing");
        var alert = page.Locator(".alert", new() { Has = page.Locator($"a[href='/billing/fix?invoice={invoice}']") });
        await Expect(alert).ToContainTextAsync($"is not paid. {why}");
        await page.ShouldHaveNoAxeFindings();
        return page;
    }
}
