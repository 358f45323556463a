#nullable disable

namespace Stripe;

public sealed class InvoiceRendering : StripeEntity<InvoiceRendering>
{
    public string AmountTaxDisplay { get; set; }
    public InvoiceRenderingPdf Pdf { get; set; }
    public string Template { get; set; }
    public long? TemplateVersion { get; set; }
}

public sealed class InvoiceRenderingPdf : StripeEntity<InvoiceRenderingPdf>
{
    public string PageSize { get; set; }
}
