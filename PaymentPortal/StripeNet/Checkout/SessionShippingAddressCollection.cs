#nullable disable

namespace Stripe.Checkout;

public sealed class SessionShippingAddressCollection : StripeEntity<SessionShippingAddressCollection>
{
    public List<string> AllowedCountries { get; set; }
}
