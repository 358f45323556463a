using System.Globalization;
using PaymentPortal.Shared;

namespace PaymentPortal.Mail;

/// <summary>Confirms a purchase and carries its invoice.</summary>
/// <param name="Name">Who bought.</param>
/// <param name="Plan">The plan that was bought.</param>
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
    /// <summary>Every line with its amount, and what leads from them to what was paid.</summary>
    public required IReadOnlyList<(string Label, string Value)> Bought { get; init; }

    /// <summary>What was bought beside the plan.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The day on which a trial ends; null where there is none.</summary>
    public DateOnly? TrialEnds { get; init; }

    public OutgoingMail Write(string key, string to)
    {
        if (TrialEnds is { } end)
        {
            return Trial(key, to, Day(end));
        }

        var amount = MoneyFormat.Text(Paid);
        var what = Beside.Count == 0 ? Plan : $"{string.Join(", ", Beside.SkipLast(1).Prepend(Plan))} and {Beside[^1]}";
        var yours = $"{what} {(Beside.Count == 0 ? "is" : "are")} yours to use";
        var arrived = Paid.IsZero ? $"{yours}, and nothing was charged" : $"your payment of {amount} has arrived and {yours}";
        return new MailLayout("Thank you for your purchase", $"{what}, {amount}. The invoice is attached.")
            .Paragraph($"Hello {Name}, {arrived}. The invoice is attached.")
            .Facts([
                .. Bought,
                ("Paid", amount),
                ("Period", $"{Day(From)} to {Day(Until)}"),
                ("Next payment", NextPayment is { } next ? Day(next) : "None"),
                ("Invoice", InvoiceNumber),
            ])
            .Button("Open billing", Billing)
            .Finish(key, to, $"Your purchase of {what}: invoice {InvoiceNumber}", "You get this mail because of your purchase.", [Invoice]);
    }

    private OutgoingMail Trial(string key, string to, string end) => new MailLayout("Your trial has begun", $"{Plan}, until {end}. Nothing was charged.")
        .Paragraph($"Hello {Name}, {Plan} is yours to use until {end}, and nothing was charged. Before it ends we write to you again.")
        .Facts([.. Bought, ("Trial ends", end), ("Charged today", MoneyFormat.Text(Paid)), ("Invoice", InvoiceNumber)])
        .Button("Open billing", Billing)
        .Finish(key, to, $"Your trial of {Plan} has begun", "You get this mail because you began a trial.", [Invoice]);

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
