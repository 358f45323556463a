#nullable disable

namespace Stripe;

public sealed class SubscriptionAutomaticTax : StripeEntity<SubscriptionAutomaticTax>
{
    public string DisabledReason { get; set; }
    public bool Enabled { get; set; }
    public SubscriptionAutomaticTaxLiability Liability { get; set; }
}

public sealed class SubscriptionAutomaticTaxLiability : StripeEntity<SubscriptionAutomaticTaxLiability>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}
