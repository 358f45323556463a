#nullable disable

namespace Stripe;

public sealed class CreditNoteTotalTax : StripeEntity<CreditNoteTotalTax>
{
    public long Amount { get; set; }
    public string TaxBehavior { get; set; }
    public CreditNoteTotalTaxTaxRateDetails TaxRateDetails { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
    public string Type { get; set; }
}

public sealed class CreditNoteTotalTaxTaxRateDetails : StripeEntity<CreditNoteTotalTaxTaxRateDetails>
{
    public string TaxRateId { get; set; }

    [Expandable]
    public TaxRate TaxRate { get; set; }
}
