#nullable disable

namespace Stripe;

public sealed class SubscriptionPendingUpdate : StripeEntity<SubscriptionPendingUpdate>, IHasMetadata
{
    public DateTime? BillingCycleAnchor { get; set; }
    public Discount Discount { get; set; }
    public List<string> DiscountIds { get; set; }

    [Expandable]
    public List<Discount> Discounts { get; set; }

    public DateTime ExpiresAt { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public List<SubscriptionItem> SubscriptionItems { get; set; }
    public DateTime? TrialEnd { get; set; }
    public bool? TrialFromPlan { get; set; }
}
