#nullable disable

namespace Stripe;

public sealed class PriceTransformQuantity : StripeEntity<PriceTransformQuantity>
{
    public long DivideBy { get; set; }
    public string Round { get; set; }
}
