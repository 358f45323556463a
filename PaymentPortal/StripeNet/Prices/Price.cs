#nullable disable

namespace Stripe;

public sealed class Price : StripeEntity<Price>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Active { get; set; }
    public string BillingScheme { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public Dictionary<string, PriceCurrencyOptions> CurrencyOptions { get; set; }
    public PriceCustomUnitAmount CustomUnitAmount { get; set; }
    public bool? Deleted { get; set; }
    public bool Livemode { get; set; }
    public string LookupKey { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Nickname { get; set; }
    public string ProductId { get; set; }

    [Expandable]
    public Product Product { get; set; }

    public PriceRecurring Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public List<PriceTier> Tiers { get; set; }
    public string TiersMode { get; set; }
    public PriceTransformQuantity TransformQuantity { get; set; }
    public string Type { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}
