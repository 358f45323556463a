#nullable disable

namespace Stripe;

public sealed class SubscriptionAddInvoiceItemOptions : NestedOptions, IHasMetadata
{
    public bool? Discountable { get; set; }
    public List<SubscriptionAddInvoiceItemDiscountOptions> Discounts { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SubscriptionAddInvoiceItemPeriodOptions Period { get; set; }
    public string Price { get; set; }
    public SubscriptionAddInvoiceItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class SubscriptionAddInvoiceItemPeriodOptions : NestedOptions
{
    public SubscriptionAddInvoiceItemPeriodEndOptions End { get; set; }
    public SubscriptionAddInvoiceItemPeriodStartOptions Start { get; set; }
}

public sealed class SubscriptionAddInvoiceItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class SubscriptionAddInvoiceItemPeriodEndOptions : NestedOptions
{
    public DateTime? Timestamp { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionAddInvoiceItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class SubscriptionAddInvoiceItemPeriodStartOptions : NestedOptions
{
    public DateTime? Timestamp { get; set; }
    public string Type { get; set; }
}
