#nullable disable

namespace Stripe.Billing;

public sealed class MeterStatusTransitions : StripeEntity<MeterStatusTransitions>
{
    public DateTime? DeactivatedAt { get; set; }
}
