#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPhoneNumberCollection : StripeEntity<SessionPhoneNumberCollection>
{
    public bool Enabled { get; set; }
}
