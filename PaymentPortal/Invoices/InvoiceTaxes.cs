using PaymentPortal.Catalog;
using PaymentPortal.Documents;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>What a document says of taxes: those that are charged by their rates, and in a sentence why one is not.</summary>
internal static class InvoiceTaxes
{
    /// <summary>The taxes by their rates, without those that there is a reason not to charge.</summary>
    public static IReadOnlyList<InvoiceTax> Of(IReadOnlyList<TaxSnapshot> taxes, IReadOnlyDictionary<string, TaxRate> rates) =>
        [.. Charged(taxes).Select(t => (Tax: t, Rate: rates[t.TaxRateId!])).Select(t => new InvoiceTax(t.Rate.DisplayName, t.Rate.Country, t.Rate.Percentage, t.Tax.Inclusive, t.Tax.Taxable, t.Tax.Amount))];

    /// <summary>The rates as they are printed beside a line: "19%", "5% + 9.975%".</summary>
    public static string Rates(IReadOnlyList<TaxSnapshot> taxes, IReadOnlyDictionary<string, TaxRate> rates) =>
        string.Join(" + ", Charged(taxes).Select(t => $"{rates[t.TaxRateId!].Percentage:0.####}%"));

    /// <summary>Why no tax is charged; null where one is, and where nothing says why not.</summary>
    public static string? Untaxed(IReadOnlyList<TaxSnapshot> taxes, InvoiceSnapshot invoice, TaxParties parties) =>
        taxes.Any(t => !t.Amount.IsZero) ? null
        : parties.Untaxed(taxes.Count > 0 || invoice.HasAutomaticTax ? taxes.Select(t => t.Reason).FirstOrDefault(TaxParties.IsUntaxed) : TaxParties.NotCollecting);

    private static IEnumerable<TaxSnapshot> Charged(IReadOnlyList<TaxSnapshot> taxes) =>
        taxes.Where(t => t.TaxRateId is not null && !(t.Amount.IsZero && TaxParties.IsUntaxed(t.Reason)));
}
