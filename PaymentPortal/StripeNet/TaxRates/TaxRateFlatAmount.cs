#nullable disable

namespace Stripe;

public sealed class TaxRateFlatAmount : StripeEntity<TaxRateFlatAmount>
{
    public long Amount { get; set; }
    public string Currency { get; set; }
}
