#nullable disable

namespace Stripe;

public sealed class CreditNoteShippingCost : StripeEntity<CreditNoteShippingCost>
{
    public long AmountSubtotal { get; set; }
    public long AmountTax { get; set; }
    public long AmountTotal { get; set; }
    public List<CreditNoteShippingCostTax> Taxes { get; set; }
}

public sealed class CreditNoteShippingCostTax : StripeEntity<CreditNoteShippingCostTax>
{
    public long Amount { get; set; }
    public TaxRate Rate { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
}
