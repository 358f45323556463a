#nullable disable

namespace Stripe;

public sealed class SubscriptionInvoiceSettingsOptions : NestedOptions
{
    public List<string> AccountTaxIds { get; set => field = Track(value); }
    public List<SubscriptionInvoiceSettingsCustomFieldOptions> CustomFields { get; set => field = Track(value); }
    public string Description { get; set => field = Track(value); }
    public string Footer { get; set => field = Track(value); }
    public SubscriptionInvoiceSettingsIssuerOptions Issuer { get; set; }
}

public sealed class SubscriptionInvoiceSettingsIssuerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionInvoiceSettingsCustomFieldOptions : NestedOptions
{
    public string Name { get; set; }
    public string Value { get; set; }
}
