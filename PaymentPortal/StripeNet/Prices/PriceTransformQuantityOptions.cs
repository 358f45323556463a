#nullable disable

namespace Stripe;

public sealed class PriceTransformQuantityOptions : NestedOptions
{
    public long? DivideBy { get; set; }
    public string Round { get; set; }
}
