#nullable disable

namespace Stripe.Checkout;

public sealed class SessionDiscount : StripeEntity<SessionDiscount>
{
    public string CouponId { get; set; }

    [Expandable]
    public Coupon Coupon { get; set; }

    public string PromotionCodeId { get; set; }

    [Expandable]
    public PromotionCode PromotionCode { get; set; }
}
