#nullable disable

namespace Stripe.Checkout;

public sealed class SessionInvoiceCreation : StripeEntity<SessionInvoiceCreation>
{
    public bool Enabled { get; set; }
    public SessionInvoiceCreationInvoiceData InvoiceData { get; set; }
}

public sealed class SessionInvoiceCreationInvoiceData : StripeEntity<SessionInvoiceCreationInvoiceData>, IHasMetadata
{
    public List<string> AccountTaxIdIds { get; set; }

    [Expandable]
    public List<TaxId> AccountTaxIds { get; set; }

    public List<SessionInvoiceCreationInvoiceDataCustomField> CustomFields { get; set; }
    public string Description { get; set; }
    public string Footer { get; set; }
    public SessionInvoiceCreationInvoiceDataIssuer Issuer { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SessionInvoiceCreationInvoiceDataRenderingOptions RenderingOptions { get; set; }
}

public sealed class SessionInvoiceCreationInvoiceDataCustomField : StripeEntity<SessionInvoiceCreationInvoiceDataCustomField>
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public sealed class SessionInvoiceCreationInvoiceDataIssuer : StripeEntity<SessionInvoiceCreationInvoiceDataIssuer>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}
