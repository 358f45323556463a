#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemTax : StripeEntity<InvoiceLineItemTax>
{
    public long Amount { get; set; }
    public string TaxBehavior { get; set; }
    public InvoiceLineItemTaxTaxRateDetails TaxRateDetails { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceLineItemTaxTaxRateDetails : StripeEntity<InvoiceLineItemTaxTaxRateDetails>
{
    public string TaxRateId { get; set; }

    [Expandable]
    public TaxRate TaxRate { get; set; }
}
