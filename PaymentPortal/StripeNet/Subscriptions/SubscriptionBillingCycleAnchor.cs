#nullable disable

namespace Stripe;

public sealed class SubscriptionBillingCycleAnchor : StringEnum
{
    private SubscriptionBillingCycleAnchor(string value)
        : base(value)
    {
    }

    public static SubscriptionBillingCycleAnchor Now { get; } = new("now");

    public static SubscriptionBillingCycleAnchor Unchanged { get; } = new("unchanged");
}
