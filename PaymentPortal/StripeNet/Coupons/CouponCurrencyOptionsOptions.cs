#nullable disable

namespace Stripe;

public sealed class CouponCurrencyOptionsOptions : NestedOptions
{
    public long? AmountOff { get; set; }
}
