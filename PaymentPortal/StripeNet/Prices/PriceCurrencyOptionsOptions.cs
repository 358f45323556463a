#nullable disable

namespace Stripe;

public sealed class PriceCurrencyOptionsOptions : NestedOptions
{
    public PriceCurrencyOptionsCustomUnitAmountOptions CustomUnitAmount { get; set; }
    public string TaxBehavior { get; set; }
    public List<PriceCurrencyOptionsTierOptions> Tiers { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class PriceCurrencyOptionsTierOptions : NestedOptions
{
    public long? FlatAmount { get; set; }
    public decimal? FlatAmountDecimal { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
    public AnyOf<long?, PriceTierUpTo> UpTo { get; set; }
}

public sealed class PriceCurrencyOptionsCustomUnitAmountOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
    public long? Preset { get; set; }
}
