#nullable disable

namespace Stripe;

public sealed class PromotionCodePromotion : StripeEntity<PromotionCodePromotion>
{
    public string CouponId { get; set; }

    [Expandable]
    public Coupon Coupon { get; set; }

    public string Type { get; set; }
}
