#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPermissions : StripeEntity<SessionPermissions>
{
    public string UpdateShippingDetails { get; set; }
}
