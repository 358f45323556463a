#nullable disable

namespace Stripe;

public sealed class SubscriptionItemCreateOptions : BaseOptions, IHasMetadata
{
    public SubscriptionItemBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public List<SubscriptionItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentBehavior { get; set; }
    public string Plan { get; set; }
    public string Price { get; set; }
    public SubscriptionItemPriceDataOptions PriceData { get; set; }
    public string ProrationBehavior { get; set; }
    public DateTime? ProrationDate { get; set; }
    public long? Quantity { get; set; }
    public string Subscription { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class SubscriptionItemDeleteOptions : BaseOptions
{
    public bool? ClearUsage { get; set; }
    public string PaymentBehavior { get; set; }
    public string ProrationBehavior { get; set; }
    public DateTime? ProrationDate { get; set; }
}

public sealed class SubscriptionItemGetOptions : BaseOptions;

public sealed class SubscriptionItemListOptions : ListOptions
{
    public string Subscription { get; set; }
}

public sealed class SubscriptionItemUpdateOptions : BaseOptions, IHasMetadata
{
    public SubscriptionItemBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public List<SubscriptionItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public bool? OffSession { get; set; }
    public string PaymentBehavior { get; set; }
    public string Plan { get; set; }
    public string Price { get; set; }
    public SubscriptionItemPriceDataOptions PriceData { get; set; }
    public string ProrationBehavior { get; set; }
    public DateTime? ProrationDate { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class SubscriptionItemOptions : NestedOptions, IHasMetadata
{
    public SubscriptionItemBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public bool? ClearUsage { get; set; }
    public bool? Deleted { get; set; }
    public List<SubscriptionItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public string Id { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Plan { get; set; }
    public string Price { get; set; }
    public SubscriptionItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class SubscriptionItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class SubscriptionItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public SubscriptionItemPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class SubscriptionItemBillingThresholdsOptions : NestedOptions
{
    public long? UsageGte { get; set; }
}

public sealed class SubscriptionItemPriceDataRecurringOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}
