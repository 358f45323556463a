#nullable disable

namespace Stripe;

public sealed class SubscriptionSchedulePhaseAddInvoiceItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemOptions : NestedOptions, IHasMetadata
{
    public bool? Discountable { get; set; }
    public List<SubscriptionSchedulePhaseAddInvoiceItemDiscountOptions> Discounts { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SubscriptionSchedulePhaseAddInvoiceItemPeriodOptions Period { get; set; }
    public string Price { get; set; }
    public SubscriptionSchedulePhaseAddInvoiceItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemPeriodEndOptions : NestedOptions
{
    public DateTime? Timestamp { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemPeriodOptions : NestedOptions
{
    public SubscriptionSchedulePhaseAddInvoiceItemPeriodEndOptions End { get; set; }
    public SubscriptionSchedulePhaseAddInvoiceItemPeriodStartOptions Start { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemPeriodStartOptions : NestedOptions
{
    public DateTime? Timestamp { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class SubscriptionSchedulePhaseAutomaticTaxLiabilityOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseAutomaticTaxOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public SubscriptionSchedulePhaseAutomaticTaxLiabilityOptions Liability { get; set; }
}

public sealed class SubscriptionSchedulePhaseBillingThresholdsOptions : NestedOptions
{
    public long? AmountGte { get; set; }
    public bool? ResetBillingCycleAnchor { get; set; }
}

public sealed class SubscriptionSchedulePhaseDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class SubscriptionSchedulePhaseDurationOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public sealed class SubscriptionSchedulePhaseInvoiceSettingsCustomFieldOptions : NestedOptions
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public sealed class SubscriptionSchedulePhaseInvoiceSettingsIssuerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseInvoiceSettingsOptions : NestedOptions
{
    public List<string> AccountTaxIds { get; set => field = Track(value); }
    public List<SubscriptionSchedulePhaseInvoiceSettingsCustomFieldOptions> CustomFields { get; set => field = Track(value); }
    public long? DaysUntilDue { get; set; }
    public string Description { get; set; }
    public string Footer { get; set; }
    public SubscriptionSchedulePhaseInvoiceSettingsIssuerOptions Issuer { get; set; }
}

public sealed class SubscriptionSchedulePhaseItemBillingThresholdsOptions : NestedOptions
{
    public long? UsageGte { get; set; }
}

public sealed class SubscriptionSchedulePhaseItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class SubscriptionSchedulePhaseItemOptions : NestedOptions, IHasMetadata
{
    public SubscriptionSchedulePhaseItemBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public List<SubscriptionSchedulePhaseItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set; }
    public string Plan { get; set; }
    public string Price { get; set; }
    public SubscriptionSchedulePhaseItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class SubscriptionSchedulePhaseItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public SubscriptionSchedulePhaseItemPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class SubscriptionSchedulePhaseItemPriceDataRecurringOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public sealed class SubscriptionSchedulePhaseOptions : NestedOptions, IHasMetadata
{
    public List<SubscriptionSchedulePhaseAddInvoiceItemOptions> AddInvoiceItems { get; set; }
    public decimal? ApplicationFeePercent { get; set; }
    public SubscriptionSchedulePhaseAutomaticTaxOptions AutomaticTax { get; set; }
    public string BillingCycleAnchor { get; set; }
    public SubscriptionSchedulePhaseBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public string CollectionMethod { get; set; }
    public string Currency { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public List<string> DefaultTaxRates { get; set => field = Track(value); }
    public string Description { get; set; }
    public List<SubscriptionSchedulePhaseDiscountOptions> Discounts { get; set => field = Track(value); }
    public SubscriptionSchedulePhaseDurationOptions Duration { get; set; }
    public AnyOf<DateTime?, SubscriptionSchedulePhaseEndDate> EndDate { get; set; }
    public SubscriptionSchedulePhaseInvoiceSettingsOptions InvoiceSettings { get; set; }
    public List<SubscriptionSchedulePhaseItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string OnBehalfOf { get; set; }
    public string ProrationBehavior { get; set; }
    public AnyOf<DateTime?, SubscriptionSchedulePhaseStartDate> StartDate { get; set; }
    public SubscriptionSchedulePhaseTransferDataOptions TransferData { get; set; }
    public bool? Trial { get; set; }
    public AnyOf<DateTime?, SubscriptionSchedulePhaseTrialEnd> TrialEnd { get; set; }
}

public sealed class SubscriptionSchedulePhaseTransferDataOptions : NestedOptions
{
    public decimal? AmountPercent { get; set; }
    public string Destination { get; set; }
}
