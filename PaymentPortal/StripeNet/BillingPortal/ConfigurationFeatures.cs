#nullable disable

namespace Stripe.BillingPortal;

public sealed class ConfigurationFeatures : StripeEntity<ConfigurationFeatures>
{
    public ConfigurationFeaturesCustomerUpdate CustomerUpdate { get; set; }
    public ConfigurationFeaturesInvoiceHistory InvoiceHistory { get; set; }
    public ConfigurationFeaturesPaymentMethodUpdate PaymentMethodUpdate { get; set; }
    public ConfigurationFeaturesSubscriptionCancel SubscriptionCancel { get; set; }
    public ConfigurationFeaturesSubscriptionUpdate SubscriptionUpdate { get; set; }
}

public sealed class ConfigurationFeaturesCustomerUpdate : StripeEntity<ConfigurationFeaturesCustomerUpdate>
{
    public List<string> AllowedUpdates { get; set; }
    public bool Enabled { get; set; }
}

public sealed class ConfigurationFeaturesInvoiceHistory : StripeEntity<ConfigurationFeaturesInvoiceHistory>
{
    public bool Enabled { get; set; }
}

public sealed class ConfigurationFeaturesPaymentMethodUpdate : StripeEntity<ConfigurationFeaturesPaymentMethodUpdate>
{
    public bool Enabled { get; set; }
    public string PaymentMethodConfiguration { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionCancel : StripeEntity<ConfigurationFeaturesSubscriptionCancel>
{
    public ConfigurationFeaturesSubscriptionCancelCancellationReason CancellationReason { get; set; }
    public bool Enabled { get; set; }
    public string Mode { get; set; }
    public string ProrationBehavior { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionCancelCancellationReason : StripeEntity<ConfigurationFeaturesSubscriptionCancelCancellationReason>
{
    public bool Enabled { get; set; }
    public List<string> Options { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdate : StripeEntity<ConfigurationFeaturesSubscriptionUpdate>
{
    public string BillingCycleAnchor { get; set; }
    public List<string> DefaultAllowedUpdates { get; set; }
    public bool Enabled { get; set; }
    public List<ConfigurationFeaturesSubscriptionUpdateProduct> Products { get; set; }
    public string ProrationBehavior { get; set; }
    public ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEnd ScheduleAtPeriodEnd { get; set; }
    public string TrialUpdateBehavior { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateProduct : StripeEntity<ConfigurationFeaturesSubscriptionUpdateProduct>
{
    public ConfigurationFeaturesSubscriptionUpdateProductAdjustableQuantity AdjustableQuantity { get; set; }
    public List<string> Prices { get; set; }
    public string Product { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateProductAdjustableQuantity : StripeEntity<ConfigurationFeaturesSubscriptionUpdateProductAdjustableQuantity>
{
    public bool Enabled { get; set; }
    public long? Maximum { get; set; }
    public long Minimum { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEnd : StripeEntity<ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEnd>
{
    public List<ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndCondition> Conditions { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndCondition : StripeEntity<ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndCondition>
{
    public string Type { get; set; }
}
