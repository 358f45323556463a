#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleStartDate : StringEnum
{
    private SubscriptionScheduleStartDate(string value)
        : base(value)
    {
    }

    public static SubscriptionScheduleStartDate Now { get; } = new("now");
}
