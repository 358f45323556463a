#nullable disable

namespace Stripe;

public sealed class CreditNoteDiscountAmount : StripeEntity<CreditNoteDiscountAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }
}
