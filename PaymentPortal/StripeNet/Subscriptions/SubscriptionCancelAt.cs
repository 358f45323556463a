#nullable disable

namespace Stripe;

public sealed class SubscriptionCancelAt : StringEnum
{
    private SubscriptionCancelAt(string value)
        : base(value)
    {
    }

    public static SubscriptionCancelAt MaxBilledUntil { get; } = new("max_billed_until");

    public static SubscriptionCancelAt MaxPeriodEnd { get; } = new("max_period_end");

    public static SubscriptionCancelAt MinPeriodEnd { get; } = new("min_period_end");
}
