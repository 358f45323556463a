#nullable disable

namespace Stripe.Checkout;

public sealed class SessionShippingCost : StripeEntity<SessionShippingCost>
{
    public long AmountSubtotal { get; set; }
    public long AmountTax { get; set; }
    public long AmountTotal { get; set; }
    public List<SessionShippingCostTax> Taxes { get; set; }
}

public sealed class SessionShippingCostTax : StripeEntity<SessionShippingCostTax>
{
    public long Amount { get; set; }
    public TaxRate Rate { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
}
