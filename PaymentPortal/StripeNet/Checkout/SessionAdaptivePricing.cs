#nullable disable

namespace Stripe.Checkout;

public sealed class SessionAdaptivePricing : StripeEntity<SessionAdaptivePricing>
{
    public bool Enabled { get; set; }
}
