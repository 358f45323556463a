#nullable disable

namespace Stripe.Checkout;

public sealed class SessionShippingOption : StripeEntity<SessionShippingOption>
{
    public long ShippingAmount { get; set; }
}
