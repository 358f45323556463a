#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleDefaultSettingsAutomaticTaxLiabilityOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsAutomaticTaxOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public SubscriptionScheduleDefaultSettingsAutomaticTaxLiabilityOptions Liability { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsBillingThresholdsOptions : NestedOptions
{
    public long? AmountGte { get; set; }
    public bool? ResetBillingCycleAnchor { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsInvoiceSettingsCustomFieldOptions : NestedOptions
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsInvoiceSettingsIssuerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsInvoiceSettingsOptions : NestedOptions
{
    public List<string> AccountTaxIds { get; set => field = Track(value); }
    public List<SubscriptionScheduleDefaultSettingsInvoiceSettingsCustomFieldOptions> CustomFields { get; set => field = Track(value); }
    public long? DaysUntilDue { get; set; }
    public string Description { get; set; }
    public string Footer { get; set; }
    public SubscriptionScheduleDefaultSettingsInvoiceSettingsIssuerOptions Issuer { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsOptions : NestedOptions
{
    public decimal? ApplicationFeePercent { get; set; }
    public SubscriptionScheduleDefaultSettingsAutomaticTaxOptions AutomaticTax { get; set; }
    public string BillingCycleAnchor { get; set; }
    public SubscriptionScheduleDefaultSettingsBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public string CollectionMethod { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string Description { get; set; }
    public SubscriptionScheduleDefaultSettingsInvoiceSettingsOptions InvoiceSettings { get; set; }
    public string OnBehalfOf { get; set; }
    public SubscriptionScheduleDefaultSettingsTransferDataOptions TransferData { get; set => field = Track(value); }
}

public sealed class SubscriptionScheduleDefaultSettingsTransferDataOptions : NestedOptions
{
    public decimal? AmountPercent { get; set; }
    public string Destination { get; set; }
}
