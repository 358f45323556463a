#nullable disable

namespace Stripe;

public sealed class SubscriptionBillingModeOptions : NestedOptions
{
    public SubscriptionBillingModeFlexibleOptions Flexible { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionBillingModeFlexibleOptions : NestedOptions
{
    public string ProrationDiscounts { get; set; }
}
