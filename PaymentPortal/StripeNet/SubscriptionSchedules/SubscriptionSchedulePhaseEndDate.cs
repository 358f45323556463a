#nullable disable

namespace Stripe;

public sealed class SubscriptionSchedulePhaseEndDate : StringEnum
{
    private SubscriptionSchedulePhaseEndDate(string value)
        : base(value)
    {
    }

    public static SubscriptionSchedulePhaseEndDate Now { get; } = new("now");
}
