#nullable disable

namespace Stripe;

public sealed class SubscriptionSchedule : StripeEntity<SubscriptionSchedule>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public SubscriptionScheduleBillingMode BillingMode { get; set; }
    public DateTime? CanceledAt { get; set; }
    public DateTime? CompletedAt { get; set; }
    public DateTime Created { get; set; }
    public SubscriptionScheduleCurrentPhase CurrentPhase { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public SubscriptionScheduleDefaultSettings DefaultSettings { get; set; }
    public string EndBehavior { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public List<SubscriptionSchedulePhase> Phases { get; set; }
    public DateTime? ReleasedAt { get; set; }
    public string ReleasedSubscription { get; set; }
    public string Status { get; set; }
    public string SubscriptionId { get; set; }

    [Expandable]
    public Subscription Subscription { get; set; }

    public string TestClockId { get; set; }

    [Expandable]
    public TestHelpers.TestClock TestClock { get; set; }
}
