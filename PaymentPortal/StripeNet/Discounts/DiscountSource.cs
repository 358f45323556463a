#nullable disable

namespace Stripe;

public sealed class DiscountSource : StripeEntity<DiscountSource>
{
    public string CouponId { get; set; }

    [Expandable]
    public Coupon Coupon { get; set; }

    public string Type { get; set; }
}
