using System.Globalization;
using PaymentPortal.Documents.Pdf;
using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>The words, dates and amounts of one invoice, in its own culture and time zone.</summary>
internal sealed class InvoiceWording(InvoiceDocument invoice)
{
    private readonly CultureInfo culture = NumberCulture.For(invoice.Culture);
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(invoice.TimeZone);

    /// <summary>What the document is called.</summary>
    public string Noun => invoice.Kind switch { DocumentKind.Receipt => "Receipt", DocumentKind.CreditNote => "Credit note", _ => "Invoice" };

    public string Title => Noun + " " + PdfText.CleanLine(invoice.Number);

    /// <summary>The one line that says where the invoice stands: <c>$348.00 paid on 20 Nov 2026</c>.</summary>
    public string Statement => invoice.Status switch
    {
        InvoiceStatus.Void when invoice.Kind == DocumentKind.CreditNote => "Void: nothing is credited",
        _ when invoice.Kind == DocumentKind.CreditNote => $"{Amount(invoice.Total)} credited",
        InvoiceStatus.Draft => $"{Amount(invoice.Total)}, a draft: nothing to pay yet",
        InvoiceStatus.Void => "Void: nothing to pay",
        InvoiceStatus.Uncollectible => $"{Amount(invoice.AmountDue)} not paid",
        _ when invoice.Total.MinorUnits < 0 => $"Credit of {Amount(invoice.Total).TrimStart('\u2212')}",
        InvoiceStatus.Paid when invoice.AmountPaid.IsZero => "Nothing to pay",
        InvoiceStatus.Paid => $"{Amount(invoice.AmountPaid)} paid" + (invoice.PaidAt is { } paid ? $" on {Date(paid)}" : ""),
        _ when invoice.AmountDue.IsZero => "Nothing to pay",
        _ => $"{Amount(invoice.AmountDue)} due" + (invoice.DueAt is { } due ? $" {Date(due)}" : ""),
    };

    public string Amount(Money money) => MoneyFormat.In(culture, money);

    /// <summary>An amount that is taken off.</summary>
    public string Off(Money money) => money.IsZero ? Amount(money) : money.MinorUnits < 0 ? Amount(money).TrimStart('\u2212') : "\u2212" + Amount(money);

    public string Quantity(decimal quantity) => Plain(quantity, "#,##0.############");

    public string Percentage(decimal percentage) => Plain(percentage, "0.####") + "%";

    /// <summary>A date as <c>20 Nov 2026</c>; its parts are never broken apart.</summary>
    public string Date(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture).Replace(' ', '\u00a0');

    public string? Period(InvoiceLine line) => (line.PeriodStart, line.PeriodEnd) switch
    {
        ({ } start, { } end) when Date(start) != Date(end) => $"{Date(start)} \u2013 {Date(end)}",
        ({ } start, _) => Date(start),
        (null, { } end) => $"Until {Date(end)}",
        _ => null,
    };

    public string Tax(InvoiceTax tax)
    {
        var name = PdfText.CleanLine($"{tax.Name} {tax.Jurisdiction}") + " " + Percentage(tax.Percentage);
        return (tax.Inclusive ? "Includes " : "") + name + (tax.TaxableAmount is { } taxable ? $", on {Amount(taxable)}" : "");
    }

    private string Plain(decimal value, string format) => (value < 0 ? "\u2212" : "") + Math.Abs(value).ToString(format, culture);
}
