#nullable disable

namespace Stripe.Checkout;

public sealed class SessionManagedPaymentsOptions : NestedOptions
{
    public bool? Enabled { get; set; }
}
