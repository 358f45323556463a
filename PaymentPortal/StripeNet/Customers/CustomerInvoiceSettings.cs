#nullable disable

namespace Stripe;

public sealed class CustomerInvoiceSettings : StripeEntity<CustomerInvoiceSettings>
{
    public List<CustomerInvoiceSettingsCustomField> CustomFields { get; set; }
    public string DefaultPaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod DefaultPaymentMethod { get; set; }

    public string Footer { get; set; }
    public CustomerInvoiceSettingsRenderingOptions RenderingOptions { get; set; }
}

public sealed class CustomerInvoiceSettingsCustomField : StripeEntity<CustomerInvoiceSettingsCustomField>
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public sealed class CustomerInvoiceSettingsRenderingOptions : StripeEntity<CustomerInvoiceSettingsRenderingOptions>
{
    public string AmountTaxDisplay { get; set; }
    public string Template { get; set; }
}
