#nullable disable

namespace Stripe;

public sealed class SubscriptionBillingThresholds : StripeEntity<SubscriptionBillingThresholds>
{
    public long? AmountGte { get; set; }
    public bool? ResetBillingCycleAnchor { get; set; }
}
