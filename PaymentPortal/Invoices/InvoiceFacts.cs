using System.Globalization;
using PaymentPortal.Documents;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>An invoice as facts of a mail: each line that was bought, and what leads from them to what was paid.</summary>
internal static class InvoiceFacts
{
    private const int Most = 20;

    /// <summary>The lines, less the discount, with the tax, the balance and what credit notes took off.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="plan">What we call the plan; null leaves Stripe's words.</param>
    public static IReadOnlyList<(string Label, string Value)> Of(InvoiceDocument invoice, string? plan = null)
    {
        var facts = invoice.Lines.Take(Most).Select(line => (Label(line), $"{NameOf(line, plan)}: {MoneyFormat.Text(line.Amount)}")).ToList();
        if (invoice.Lines.Count > Most)
        {
            facts.Add(("And", $"{invoice.Lines.Count - Most} more lines on the invoice"));
        }

        facts.AddRange(invoice.Discounts.Select(d => (d.Name, MoneyFormat.Text(-d.Amount))));
        facts.AddRange(invoice.Taxes.Select(t => ($"{(t.Inclusive ? "Includes " : "")}{t.Name} {t.Percentage.ToString("0.####", CultureInfo.InvariantCulture)}%", MoneyFormat.Text(t.Amount))));
        if (invoice.AppliedBalance is { IsZero: false } balance)
        {
            facts.Add((BalanceText.Of(balance, invoice.Total), MoneyFormat.Text(balance)));
        }

        if (invoice.CarriedOver is { } carriedOver)
        {
            facts.Add((BalanceText.CarriedOver, MoneyFormat.Text(-carriedOver)));
        }

        if (invoice.TakenOff is { } takenOff)
        {
            facts.Add((InvoiceDocument.TakenOffText, MoneyFormat.Text(-takenOff)));
        }

        facts.AddRange(invoice.Notes.Select(note => ("Note", note)));
        return facts;
    }

    /// <summary>The line that renews; null where nothing does.</summary>
    public static InvoiceLine? PlanLine(InvoiceDocument invoice) => invoice.Lines.FirstOrDefault(IsPlan);

    /// <summary>"500 credits", "2 × 500 credits"; of a plan its own name with the seats.</summary>
    public static string NameOf(InvoiceLine line, string? plan = null) => line switch
    {
        _ when IsPlan(line) => plan is null ? line.Description : line.Quantity == 1 ? plan : $"{plan}, {Count(line.Quantity)} seats",
        { Origin: { Interval: null, ListPrice: not null }, Quantity: not 1 } => $"{Count(line.Quantity)} × {line.Description}",
        _ => line.Description,
    };

    private static bool IsPlan(InvoiceLine line) => line.Origin is { Interval: not null, Proration: false, Use: null };

    private static string Label(InvoiceLine line) => IsPlan(line) ? "Plan" : line.Origin is { Use: not null } ? "Use" : line.Origin is { Interval: null, ListPrice: not null } ? "Once" : "For";

    private static string Count(decimal quantity) => quantity.ToString("#,##0.############", CultureInfo.InvariantCulture);
}
