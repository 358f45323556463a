#nullable disable

namespace Stripe;

public sealed class SubscriptionTrialSettingsOptions : NestedOptions
{
    public SubscriptionTrialSettingsEndBehaviorOptions EndBehavior { get; set; }
}

public sealed class SubscriptionTrialSettingsEndBehaviorOptions : NestedOptions
{
    public string MissingPaymentMethod { get; set; }
}
