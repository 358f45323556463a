#nullable disable

namespace Stripe;

public sealed class PriceCustomUnitAmount : StripeEntity<PriceCustomUnitAmount>
{
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
    public long? Preset { get; set; }
}
