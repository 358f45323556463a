#nullable disable

namespace Stripe.Checkout;

public sealed class SessionDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string PromotionCode { get; set; }
}
