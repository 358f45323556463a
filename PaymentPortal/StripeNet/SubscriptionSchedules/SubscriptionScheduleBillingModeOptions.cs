#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleBillingModeFlexibleOptions : NestedOptions
{
    public string ProrationDiscounts { get; set; }
}

public sealed class SubscriptionScheduleBillingModeOptions : NestedOptions
{
    public SubscriptionScheduleBillingModeFlexibleOptions Flexible { get; set; }
    public string Type { get; set; }
}
