#nullable disable

namespace Stripe;

public sealed class SubscriptionSchedulePhaseTrialEnd : StringEnum
{
    private SubscriptionSchedulePhaseTrialEnd(string value)
        : base(value)
    {
    }

    public static SubscriptionSchedulePhaseTrialEnd Now { get; } = new("now");
}
