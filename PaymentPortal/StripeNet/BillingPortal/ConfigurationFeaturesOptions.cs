#nullable disable

namespace Stripe.BillingPortal;

public sealed class ConfigurationFeaturesCustomerUpdateOptions : NestedOptions
{
    public List<string> AllowedUpdates { get; set => field = Track(value); }
    public bool? Enabled { get; set; }
}

public sealed class ConfigurationFeaturesInvoiceHistoryOptions : NestedOptions
{
    public bool? Enabled { get; set; }
}

public sealed class ConfigurationFeaturesOptions : NestedOptions
{
    public ConfigurationFeaturesCustomerUpdateOptions CustomerUpdate { get; set; }
    public ConfigurationFeaturesInvoiceHistoryOptions InvoiceHistory { get; set; }
    public ConfigurationFeaturesPaymentMethodUpdateOptions PaymentMethodUpdate { get; set; }
    public ConfigurationFeaturesSubscriptionCancelOptions SubscriptionCancel { get; set; }
    public ConfigurationFeaturesSubscriptionUpdateOptions SubscriptionUpdate { get; set; }
}

public sealed class ConfigurationFeaturesPaymentMethodUpdateOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public string PaymentMethodConfiguration { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionCancelCancellationReasonOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public List<string> Options { get; set => field = Track(value); }
}

public sealed class ConfigurationFeaturesSubscriptionCancelOptions : NestedOptions
{
    public ConfigurationFeaturesSubscriptionCancelCancellationReasonOptions CancellationReason { get; set; }
    public bool? Enabled { get; set; }
    public string Mode { get; set; }
    public string ProrationBehavior { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateOptions : NestedOptions
{
    public string BillingCycleAnchor { get; set; }
    public List<string> DefaultAllowedUpdates { get; set => field = Track(value); }
    public bool? Enabled { get; set; }
    public List<ConfigurationFeaturesSubscriptionUpdateProductOptions> Products { get; set => field = Track(value); }
    public string ProrationBehavior { get; set; }
    public ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndOptions ScheduleAtPeriodEnd { get; set; }
    public string TrialUpdateBehavior { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateProductAdjustableQuantityOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateProductOptions : NestedOptions
{
    public ConfigurationFeaturesSubscriptionUpdateProductAdjustableQuantityOptions AdjustableQuantity { get; set; }
    public List<string> Prices { get; set; }
    public string Product { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndConditionOptions : NestedOptions
{
    public string Type { get; set; }
}

public sealed class ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndOptions : NestedOptions
{
    public List<ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndConditionOptions> Conditions { get; set => field = Track(value); }
}
