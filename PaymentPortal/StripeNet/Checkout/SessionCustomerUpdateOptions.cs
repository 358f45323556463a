#nullable disable

namespace Stripe.Checkout;

public sealed class SessionCustomerUpdateOptions : NestedOptions
{
    public string Address { get; set; }
    public string Name { get; set; }
    public string Shipping { get; set; }
}
