#nullable disable

namespace Stripe;

public sealed class LineItemDiscount : StripeEntity<LineItemDiscount>
{
    public long Amount { get; set; }
    public Discount Discount { get; set; }
}
