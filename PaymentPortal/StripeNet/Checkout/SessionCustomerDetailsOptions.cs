#nullable disable

namespace Stripe.Checkout;

public sealed class SessionCustomerDetailsOptions : NestedOptions
{
    public string Email { get; set; }
}
