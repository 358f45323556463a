#nullable disable

namespace Stripe;

public sealed class SubscriptionBillingMode : StripeEntity<SubscriptionBillingMode>
{
    public SubscriptionBillingModeFlexible Flexible { get; set; }
    public string Type { get; set; }
    public DateTime UpdatedAt { get; set; }
}

public sealed class SubscriptionBillingModeFlexible : StripeEntity<SubscriptionBillingModeFlexible>
{
    public string ProrationDiscounts { get; set; }
}
