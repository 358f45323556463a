#nullable disable

namespace Stripe;

public sealed class InvoiceFromInvoice : StripeEntity<InvoiceFromInvoice>
{
    public string Action { get; set; }
    public string InvoiceId { get; set; }

    [Expandable]
    public Invoice Invoice { get; set; }
}
