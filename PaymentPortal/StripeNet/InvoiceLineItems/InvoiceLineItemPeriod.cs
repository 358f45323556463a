#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemPeriod : StripeEntity<InvoiceLineItemPeriod>
{
    public DateTime End { get; set; }
    public DateTime Start { get; set; }
}
