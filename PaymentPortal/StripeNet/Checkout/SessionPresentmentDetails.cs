#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPresentmentDetails : StripeEntity<SessionPresentmentDetails>
{
    public long PresentmentAmount { get; set; }
    public string PresentmentCurrency { get; set; }
}
