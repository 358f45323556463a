#nullable disable

namespace Stripe;

public sealed class InvoiceSubscriptionDetailsOptions : NestedOptions, IHasMetadata
{
    public AnyOf<DateTime?, InvoiceSubscriptionDetailsBillingCycleAnchor> BillingCycleAnchor { get; set; }
    public InvoiceSubscriptionDetailsBillingModeOptions BillingMode { get; set; }
    public AnyOf<DateTime?, InvoiceSubscriptionDetailsCancelAt> CancelAt { get; set => field = Track(value); }
    public bool? CancelAtPeriodEnd { get; set; }
    public bool? CancelNow { get; set; }
    public List<string> DefaultTaxRates { get; set => field = Track(value); }
    public List<InvoiceSubscriptionDetailsItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string ProrationBehavior { get; set; }
    public DateTime? ProrationDate { get; set; }
    public string ResumeAt { get; set; }
    public DateTime? StartDate { get; set; }
    public AnyOf<DateTime?, InvoiceSubscriptionDetailsTrialEnd> TrialEnd { get; set; }
}

public sealed class InvoiceSubscriptionDetailsItemOptions : NestedOptions, IHasMetadata
{
    public InvoiceSubscriptionDetailsItemBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public bool? ClearUsage { get; set; }
    public bool? Deleted { get; set; }
    public List<InvoiceSubscriptionDetailsItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public string Id { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Plan { get; set; }
    public string Price { get; set; }
    public InvoiceSubscriptionDetailsItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class InvoiceSubscriptionDetailsBillingModeOptions : NestedOptions
{
    public InvoiceSubscriptionDetailsBillingModeFlexibleOptions Flexible { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceSubscriptionDetailsItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class InvoiceSubscriptionDetailsItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public InvoiceSubscriptionDetailsItemPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class InvoiceSubscriptionDetailsBillingModeFlexibleOptions : NestedOptions
{
    public string ProrationDiscounts { get; set; }
}

public sealed class InvoiceSubscriptionDetailsItemBillingThresholdsOptions : NestedOptions
{
    public long? UsageGte { get; set; }
}

public sealed class InvoiceSubscriptionDetailsItemPriceDataRecurringOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}
