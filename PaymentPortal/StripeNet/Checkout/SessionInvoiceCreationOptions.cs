#nullable disable

namespace Stripe.Checkout;

public sealed class SessionInvoiceCreationInvoiceDataCustomFieldOptions : NestedOptions
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public sealed class SessionInvoiceCreationInvoiceDataIssuerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SessionInvoiceCreationInvoiceDataOptions : NestedOptions, IHasMetadata
{
    public List<string> AccountTaxIds { get; set => field = Track(value); }
    public List<SessionInvoiceCreationInvoiceDataCustomFieldOptions> CustomFields { get; set => field = Track(value); }
    public string Description { get; set; }
    public string Footer { get; set; }
    public SessionInvoiceCreationInvoiceDataIssuerOptions Issuer { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SessionInvoiceCreationInvoiceDataRenderingOptionsOptions RenderingOptions { get; set => field = Track(value); }
}

public sealed class SessionInvoiceCreationInvoiceDataRenderingOptions : StripeEntity<SessionInvoiceCreationInvoiceDataRenderingOptions>
{
    public string AmountTaxDisplay { get; set; }
    public string Template { get; set; }
}

public sealed class SessionInvoiceCreationInvoiceDataRenderingOptionsOptions : NestedOptions
{
    public string AmountTaxDisplay { get; set; }
    public string Template { get; set; }
}

public sealed class SessionInvoiceCreationOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public SessionInvoiceCreationInvoiceDataOptions InvoiceData { get; set; }
}
