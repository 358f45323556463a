#nullable disable

namespace Stripe;

public sealed class SubscriptionBillingCycleAnchorConfigOptions : NestedOptions
{
    public long? DayOfMonth { get; set; }
    public long? Hour { get; set; }
    public long? Minute { get; set; }
    public long? Month { get; set; }
    public long? Second { get; set; }
}
