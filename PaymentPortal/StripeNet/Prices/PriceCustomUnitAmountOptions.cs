#nullable disable

namespace Stripe;

public sealed class PriceCustomUnitAmountOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
    public long? Preset { get; set; }
}
