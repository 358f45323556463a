#nullable disable

namespace Stripe.Checkout;

public sealed class SessionManagedPayments : StripeEntity<SessionManagedPayments>
{
    public bool Enabled { get; set; }
}
