using System.Globalization;
using PaymentPortal.Shared;

namespace PaymentPortal.Mail;

/// <summary>Confirms a purchase and carries its invoice.</summary>
/// <param name="Name">Who bought.</param>
/// <param name="Plan">What was bought.</param>
/// <param name="Paid">What was paid, tax included.</param>
/// <param name="From">The period's first day.</param>
/// <param name="Until">The day on which the period ends.</param>
/// <param name="NextPayment">The day of the next payment; none where the subscription ends.</param>
/// <param name="InvoiceNumber">The number on the invoice.</param>
/// <param name="Billing">The page with the subscription and its invoices.</param>
/// <param name="Invoice">The invoice's document.</param>
internal sealed record PurchaseMail(
    string Name, string Plan, Money Paid, DateOnly From, DateOnly Until, DateOnly? NextPayment, string InvoiceNumber, Uri Billing, MailFile Invoice)
{
    public OutgoingMail Write(string key, string to)
    {
        var amount = MoneyFormat.Text(Paid);
        return new MailLayout("Thank you for your purchase", $"{Plan}, {amount}. The invoice is attached.")
            .Paragraph($"Hello {Name}, your payment of {amount} has arrived and {Plan} is yours to use. The invoice is attached.")
            .Facts(
                ("Plan", Plan),
                ("Paid", amount),
                ("Period", $"{Day(From)} to {Day(Until)}"),
                ("Next payment", NextPayment is { } next ? Day(next) : "None"),
                ("Invoice", InvoiceNumber))
            .Button("Open billing", Billing)
            .Finish(key, to, $"Your purchase of {Plan}: invoice {InvoiceNumber}", "You get this mail because of your purchase.", [Invoice]);
    }

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
