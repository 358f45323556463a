#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPermissionsOptions : NestedOptions
{
    public string UpdateShippingDetails { get; set; }
}
