#nullable disable

namespace Stripe;

public sealed class SubscriptionItemBillingThresholds : StripeEntity<SubscriptionItemBillingThresholds>
{
    public long? UsageGte { get; set; }
}
