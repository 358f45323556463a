#nullable disable

namespace Stripe;

public sealed class ProductDefaultPriceDataOptions : NestedOptions, IHasMetadata
{
    public string Currency { get; set; }
    public Dictionary<string, ProductDefaultPriceDataCurrencyOptionsOptions> CurrencyOptions { get; set; }
    public ProductDefaultPriceDataCustomUnitAmountOptions CustomUnitAmount { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public ProductDefaultPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class ProductDefaultPriceDataRecurringOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public sealed class ProductDefaultPriceDataCurrencyOptionsOptions : NestedOptions
{
    public ProductDefaultPriceDataCurrencyOptionsCustomUnitAmountOptions CustomUnitAmount { get; set; }
    public string TaxBehavior { get; set; }
    public List<ProductDefaultPriceDataCurrencyOptionsTierOptions> Tiers { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class ProductDefaultPriceDataCustomUnitAmountOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
    public long? Preset { get; set; }
}

public sealed class ProductDefaultPriceDataCurrencyOptionsTierOptions : NestedOptions
{
    public long? FlatAmount { get; set; }
    public decimal? FlatAmountDecimal { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
    public AnyOf<long?, PriceTierUpTo> UpTo { get; set; }
}

public sealed class ProductDefaultPriceDataCurrencyOptionsCustomUnitAmountOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
    public long? Preset { get; set; }
}
