#nullable disable

namespace Stripe;

public sealed class CouponAppliesToOptions : NestedOptions
{
    public List<string> Products { get; set; }
}
