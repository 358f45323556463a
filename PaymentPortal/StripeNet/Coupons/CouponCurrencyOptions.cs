#nullable disable

namespace Stripe;

public sealed class CouponCurrencyOptions : StripeEntity<CouponCurrencyOptions>
{
    public long AmountOff { get; set; }
}
