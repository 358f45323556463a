#nullable disable

namespace Stripe;

public sealed class SubscriptionSchedulePhaseStartDate : StringEnum
{
    private SubscriptionSchedulePhaseStartDate(string value)
        : base(value)
    {
    }

    public static SubscriptionSchedulePhaseStartDate Now { get; } = new("now");
}
