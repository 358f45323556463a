#nullable disable

namespace Stripe.Checkout;

public sealed class SessionAdaptivePricingOptions : NestedOptions
{
    public bool? Enabled { get; set; }
}
