#nullable disable

namespace Stripe;

public sealed class SubscriptionBillingCycleAnchorConfig : StripeEntity<SubscriptionBillingCycleAnchorConfig>
{
    public long DayOfMonth { get; set; }
    public long? Hour { get; set; }
    public long? Minute { get; set; }
    public long? Month { get; set; }
    public long? Second { get; set; }
}
