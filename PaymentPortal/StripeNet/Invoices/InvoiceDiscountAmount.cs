#nullable disable

namespace Stripe;

public sealed class InvoiceDiscountAmount : StripeEntity<InvoiceDiscountAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }
}
