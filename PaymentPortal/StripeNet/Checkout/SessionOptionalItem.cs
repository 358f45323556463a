#nullable disable

namespace Stripe.Checkout;

public sealed class SessionOptionalItem : StripeEntity<SessionOptionalItem>
{
    public SessionOptionalItemAdjustableQuantity AdjustableQuantity { get; set; }
    public string Price { get; set; }
    public long Quantity { get; set; }
}

public sealed class SessionOptionalItemAdjustableQuantity : StripeEntity<SessionOptionalItemAdjustableQuantity>
{
    public bool Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
}
