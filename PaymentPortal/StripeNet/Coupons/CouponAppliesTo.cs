#nullable disable

namespace Stripe;

public sealed class CouponAppliesTo : StripeEntity<CouponAppliesTo>
{
    public List<string> Products { get; set; }
}
