#nullable disable

namespace Stripe.Checkout;

public sealed class SessionLineItemAdjustableQuantityOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
}

public sealed class SessionLineItemOptions : NestedOptions, IHasMetadata
{
    public SessionLineItemAdjustableQuantityOptions AdjustableQuantity { get; set; }
    public string Id { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Price { get; set; }
    public SessionLineItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class SessionLineItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public SessionLineItemPriceDataProductDataOptions ProductData { get; set; }
    public SessionLineItemPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class SessionLineItemPriceDataProductDataOptions : NestedOptions, IHasMetadata
{
    public string Description { get; set; }
    public List<string> Images { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string TaxCode { get; set; }
    public string UnitLabel { get; set; }
}

public sealed class SessionLineItemPriceDataRecurringOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}
