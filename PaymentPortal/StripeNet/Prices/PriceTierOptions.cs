#nullable disable

namespace Stripe;

public sealed class PriceTierOptions : NestedOptions
{
    public long? FlatAmount { get; set; }
    public decimal? FlatAmountDecimal { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
    public AnyOf<long?, PriceTierUpTo> UpTo { get; set; }
}
