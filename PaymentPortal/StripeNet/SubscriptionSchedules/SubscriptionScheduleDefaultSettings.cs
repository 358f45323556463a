#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleDefaultSettings : StripeEntity<SubscriptionScheduleDefaultSettings>
{
    public SubscriptionScheduleDefaultSettingsAutomaticTax AutomaticTax { get; set; }
    public string BillingCycleAnchor { get; set; }
    public SubscriptionScheduleDefaultSettingsBillingThresholds BillingThresholds { get; set; }
    public string CollectionMethod { get; set; }
    public string DefaultPaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod DefaultPaymentMethod { get; set; }

    public string Description { get; set; }
    public SubscriptionScheduleDefaultSettingsInvoiceSettings InvoiceSettings { get; set; }
    public string OnBehalfOfId { get; set; }

    [Expandable]
    public Account OnBehalfOf { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsAutomaticTax : StripeEntity<SubscriptionScheduleDefaultSettingsAutomaticTax>
{
    public string DisabledReason { get; set; }
    public bool Enabled { get; set; }
    public SubscriptionScheduleDefaultSettingsAutomaticTaxLiability Liability { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsInvoiceSettings : StripeEntity<SubscriptionScheduleDefaultSettingsInvoiceSettings>
{
    public List<string> AccountTaxIdIds { get; set; }

    [Expandable]
    public List<TaxId> AccountTaxIds { get; set; }

    public List<SubscriptionScheduleDefaultSettingsInvoiceSettingsCustomField> CustomFields { get; set; }
    public long? DaysUntilDue { get; set; }
    public string Description { get; set; }
    public string Footer { get; set; }
    public SubscriptionScheduleDefaultSettingsInvoiceSettingsIssuer Issuer { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsBillingThresholds : StripeEntity<SubscriptionScheduleDefaultSettingsBillingThresholds>
{
    public long? AmountGte { get; set; }
    public bool? ResetBillingCycleAnchor { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsAutomaticTaxLiability : StripeEntity<SubscriptionScheduleDefaultSettingsAutomaticTaxLiability>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsInvoiceSettingsIssuer : StripeEntity<SubscriptionScheduleDefaultSettingsInvoiceSettingsIssuer>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}

public sealed class SubscriptionScheduleDefaultSettingsInvoiceSettingsCustomField : StripeEntity<SubscriptionScheduleDefaultSettingsInvoiceSettingsCustomField>
{
    public string Name { get; set; }
    public string Value { get; set; }
}
