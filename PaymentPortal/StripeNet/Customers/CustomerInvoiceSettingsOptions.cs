#nullable disable

namespace Stripe;

public sealed class CustomerInvoiceSettingsOptions : NestedOptions
{
    public List<CustomerInvoiceSettingsCustomFieldOptions> CustomFields { get; set => field = Track(value); }
    public string DefaultPaymentMethod { get; set; }
    public string Footer { get; set; }
    public CustomerInvoiceSettingsRenderingOptionsOptions RenderingOptions { get; set => field = Track(value); }
}

public sealed class CustomerInvoiceSettingsCustomFieldOptions : NestedOptions
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public sealed class CustomerInvoiceSettingsRenderingOptionsOptions : NestedOptions
{
    public string AmountTaxDisplay { get; set => field = Track(value); }
    public string Template { get; set; }
}
