#nullable disable

namespace Stripe;

public sealed class CreditNoteLineOptions : NestedOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public string Description { get; set; }
    public string InvoiceLineItem { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public long? Quantity { get; set; }
    public List<CreditNoteLineTaxAmountOptions> TaxAmounts { get; set => field = Track(value); }
    public List<string> TaxRates { get; set => field = Track(value); }
    public string Type { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class CreditNoteLineTaxAmountOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string TaxRate { get; set; }
    public long? TaxableAmount { get; set; }
}
