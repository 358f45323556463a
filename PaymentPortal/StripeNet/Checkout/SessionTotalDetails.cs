#nullable disable

namespace Stripe.Checkout;

public sealed class SessionTotalDetails : StripeEntity<SessionTotalDetails>
{
    public long AmountDiscount { get; set; }
    public long? AmountShipping { get; set; }
    public long AmountTax { get; set; }
    public SessionTotalDetailsBreakdown Breakdown { get; set; }
}

public sealed class SessionTotalDetailsBreakdown : StripeEntity<SessionTotalDetailsBreakdown>
{
    public List<SessionTotalDetailsBreakdownDiscount> Discounts { get; set; }
    public List<SessionTotalDetailsBreakdownTax> Taxes { get; set; }
}

public sealed class SessionTotalDetailsBreakdownDiscount : StripeEntity<SessionTotalDetailsBreakdownDiscount>
{
    public long Amount { get; set; }
    public Discount Discount { get; set; }
}

public sealed class SessionTotalDetailsBreakdownTax : StripeEntity<SessionTotalDetailsBreakdownTax>
{
    public long Amount { get; set; }
    public TaxRate Rate { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
}
