#nullable disable

namespace Stripe.Checkout;

public sealed class SessionShippingAddressCollectionOptions : NestedOptions
{
    public List<string> AllowedCountries { get; set; }
}
