#nullable disable

namespace Stripe.Checkout;

public sealed class SessionAfterExpiration : StripeEntity<SessionAfterExpiration>
{
    public SessionAfterExpirationRecovery Recovery { get; set; }
}

public sealed class SessionAfterExpirationRecovery : StripeEntity<SessionAfterExpirationRecovery>
{
    public bool AllowPromotionCodes { get; set; }
    public bool Enabled { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public string Url { get; set; }
}
