#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemTaxAmountOptions : NestedOptions
{
    public long? Amount { get; set; }
    public InvoiceLineItemTaxAmountTaxRateDataOptions TaxRateData { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
}

public sealed class InvoiceLineItemTaxAmountTaxRateDataOptions : NestedOptions
{
    public string Country { get; set; }
    public string Description { get; set; }
    public string DisplayName { get; set; }
    public bool? Inclusive { get; set; }
    public string Jurisdiction { get; set; }
    public string JurisdictionLevel { get; set; }
    public decimal? Percentage { get; set; }
    public string State { get; set; }
    public string TaxType { get; set; }
}
