#nullable disable

namespace Stripe;

public sealed class SubscriptionBillingThresholdsOptions : NestedOptions
{
    public long? AmountGte { get; set; }
    public bool? ResetBillingCycleAnchor { get; set; }
}
