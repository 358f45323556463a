#nullable disable

namespace Stripe;

public sealed class LineItemAdjustableQuantity : StripeEntity<LineItemAdjustableQuantity>
{
    public bool Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
}
