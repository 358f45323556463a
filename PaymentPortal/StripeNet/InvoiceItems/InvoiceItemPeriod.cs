#nullable disable

namespace Stripe;

public sealed class InvoiceItemPeriod : StripeEntity<InvoiceItemPeriod>
{
    public DateTime End { get; set; }
    public DateTime Start { get; set; }
}
