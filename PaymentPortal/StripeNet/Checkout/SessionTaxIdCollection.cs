#nullable disable

namespace Stripe.Checkout;

public sealed class SessionTaxIdCollection : StripeEntity<SessionTaxIdCollection>
{
    public bool Enabled { get; set; }
    public string Required { get; set; }
}
