#nullable disable

namespace Stripe;

public sealed class InvoiceTotalTax : StripeEntity<InvoiceTotalTax>
{
    public long Amount { get; set; }
    public string TaxBehavior { get; set; }
    public InvoiceTotalTaxTaxRateDetails TaxRateDetails { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceTotalTaxTaxRateDetails : StripeEntity<InvoiceTotalTaxTaxRateDetails>
{
    public string TaxRateId { get; set; }

    [Expandable]
    public TaxRate TaxRate { get; set; }
}
