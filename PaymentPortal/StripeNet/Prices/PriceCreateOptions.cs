#nullable disable

namespace Stripe;

public sealed class PriceCreateOptions : BaseOptions, IHasMetadata
{
    public bool? Active { get; set; }
    public string BillingScheme { get; set; }
    public string Currency { get; set; }
    public Dictionary<string, PriceCurrencyOptionsOptions> CurrencyOptions { get; set; }
    public PriceCustomUnitAmountOptions CustomUnitAmount { get; set; }
    public string LookupKey { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Nickname { get; set; }
    public string Product { get; set; }
    public PriceProductDataOptions ProductData { get; set; }
    public PriceRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public List<PriceTierOptions> Tiers { get; set; }
    public string TiersMode { get; set; }
    public bool? TransferLookupKey { get; set; }
    public PriceTransformQuantityOptions TransformQuantity { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}
