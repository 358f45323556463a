#nullable disable

namespace Stripe;

public sealed class PromotionCodePromotionOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Type { get; set; }
}
