#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleBillingMode : StripeEntity<SubscriptionScheduleBillingMode>
{
    public SubscriptionScheduleBillingModeFlexible Flexible { get; set; }
    public string Type { get; set; }
    public DateTime UpdatedAt { get; set; }
}

public sealed class SubscriptionScheduleBillingModeFlexible : StripeEntity<SubscriptionScheduleBillingModeFlexible>
{
    public string ProrationDiscounts { get; set; }
}
