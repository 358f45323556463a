#nullable disable

namespace Stripe;

public sealed class SubscriptionTrialSettings : StripeEntity<SubscriptionTrialSettings>
{
    public SubscriptionTrialSettingsEndBehavior EndBehavior { get; set; }
}

public sealed class SubscriptionTrialSettingsEndBehavior : StripeEntity<SubscriptionTrialSettingsEndBehavior>
{
    public string MissingPaymentMethod { get; set; }
}
