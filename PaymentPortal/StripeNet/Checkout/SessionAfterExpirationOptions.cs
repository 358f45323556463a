#nullable disable

namespace Stripe.Checkout;

public sealed class SessionAfterExpirationOptions : NestedOptions
{
    public SessionAfterExpirationRecoveryOptions Recovery { get; set; }
}

public sealed class SessionAfterExpirationRecoveryOptions : NestedOptions
{
    public bool? AllowPromotionCodes { get; set; }
    public bool? Enabled { get; set; }
}
