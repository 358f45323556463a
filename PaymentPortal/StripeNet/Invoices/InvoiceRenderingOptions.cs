#nullable disable

namespace Stripe;

public sealed class InvoiceRenderingOptions : NestedOptions
{
    public string AmountTaxDisplay { get; set => field = Track(value); }
    public InvoiceRenderingPdfOptions Pdf { get; set; }
    public string Template { get; set; }
    public long? TemplateVersion { get; set => field = Track(value); }
}

public sealed class InvoiceRenderingPdfOptions : NestedOptions
{
    public string PageSize { get; set; }
}
