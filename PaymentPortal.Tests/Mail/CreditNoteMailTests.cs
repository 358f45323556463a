using PaymentPortal.Mail;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Mail;

/// <summary>What is told of an invoice that credit notes took something off before it was paid: lines that come to what was charged.</summary>
public sealed class CreditNoteMailTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task A_receipt_names_what_credit_notes_took_off_before_the_payment()
    {
        var (account, invoice) = await OpenAsync();
        await app.Sandbox.PostAsync("credit_notes", ("invoice", invoice), ("amount", "6000"));
        await app.Sandbox.PostAsync($"invoices/{invoice}/pay", ("payment_method", "pm_card_visa"));
        await account.InvoiceAsync("paid");
        var mail = Assert.Single(await account.MailsAsync("Your receipt from Northwind Software Ltd: $59.00"));
        Adds(mail, "Paid by your credit: −$30.00", "Taken off by credit notes: −$60.00", "Paid: $59.00");
    }

    [Fact]
    public async Task An_invoice_that_credit_and_credit_notes_settle_is_not_said_to_be_paid_by_credit()
    {
        var (account, invoice) = await OpenAsync();
        await app.Sandbox.PostAsync("credit_notes", ("invoice", invoice), ("amount", "6000"));
        await app.Sandbox.PostAsync("credit_notes", ("invoice", invoice), ("amount", "5900"));
        await account.InvoiceAsync("paid");
        Assert.Empty(await account.MailsAsync("paid by your credit"));
        var mail = Assert.Single(await account.MailsAsync("$149.00, settled without a payment"));
        Assert.Contains("is settled: $30.00 by the credit that you had, $119.00 by credit notes. Nothing was charged.", mail.Text, StringComparison.Ordinal);
        Adds(mail, "Paid by your credit: −$30.00", "Taken off by credit notes: −$119.00", "Charged: $0.00");
    }

    /// <summary>A renewal of $149.00 that $30.00 of credit pay a part of, and a card that fails.</summary>
    private async Task<(Account Account, string Invoice)> OpenAsync()
    {
        var account = await (await Account.OpenAsync(app)).UseCardAsync("pm_card_chargeCustomerFail");
        await app.Sandbox.PostAsync($"customers/{account.Customer}/balance_transactions", ("amount", "-3000"), ("currency", "usd"));
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        return (account, await account.InvoiceAsync("open"));
    }

    private static void Adds(ReceivedMail mail, params string[] lines)
    {
        var said = mail.Text.Split('\n');
        Assert.Single(said, line => line.StartsWith("Plan: ", StringComparison.Ordinal) && line.EndsWith(": $149.00", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains(line, said));
    }
}
