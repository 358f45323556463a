#nullable disable

namespace Stripe;

public sealed class SubscriptionInvoiceSettings : StripeEntity<SubscriptionInvoiceSettings>
{
    public List<string> AccountTaxIdIds { get; set; }

    [Expandable]
    public List<TaxId> AccountTaxIds { get; set; }

    public List<SubscriptionInvoiceSettingsCustomField> CustomFields { get; set; }
    public string Description { get; set; }
    public string Footer { get; set; }
    public SubscriptionInvoiceSettingsIssuer Issuer { get; set; }
}

public sealed class SubscriptionInvoiceSettingsIssuer : StripeEntity<SubscriptionInvoiceSettingsIssuer>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}

public sealed class SubscriptionInvoiceSettingsCustomField : StripeEntity<SubscriptionInvoiceSettingsCustomField>
{
    public string Name { get; set; }
    public string Value { get; set; }
}
