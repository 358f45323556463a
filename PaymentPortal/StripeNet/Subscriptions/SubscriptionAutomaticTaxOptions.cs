#nullable disable

namespace Stripe;

public sealed class SubscriptionAutomaticTaxOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public SubscriptionAutomaticTaxLiabilityOptions Liability { get; set; }
}

public sealed class SubscriptionAutomaticTaxLiabilityOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}
