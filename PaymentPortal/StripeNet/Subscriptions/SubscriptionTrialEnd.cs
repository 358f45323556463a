#nullable disable

namespace Stripe;

public sealed class SubscriptionTrialEnd : StringEnum
{
    private SubscriptionTrialEnd(string value)
        : base(value)
    {
    }

    public static SubscriptionTrialEnd Now { get; } = new("now");
}
