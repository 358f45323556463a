#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleCurrentPhase : StripeEntity<SubscriptionScheduleCurrentPhase>
{
    public DateTime? EndDate { get; set; }
    public DateTime? StartDate { get; set; }
}
