#nullable disable

namespace Stripe.Checkout;

public sealed class SessionWalletOptionsLink : StripeEntity<SessionWalletOptionsLink>
{
    public string Display { get; set; }
}
