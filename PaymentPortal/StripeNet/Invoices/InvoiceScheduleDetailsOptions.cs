#nullable disable

namespace Stripe;

public sealed class InvoiceScheduleDetailsBillingModeFlexibleOptions : NestedOptions
{
    public string ProrationDiscounts { get; set; }
}

public sealed class InvoiceScheduleDetailsBillingModeOptions : NestedOptions
{
    public InvoiceScheduleDetailsBillingModeFlexibleOptions Flexible { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceScheduleDetailsOptions : NestedOptions
{
    public InvoiceScheduleDetailsBillingModeOptions BillingMode { get; set; }
    public string EndBehavior { get; set; }
    public List<InvoiceScheduleDetailsPhaseOptions> Phases { get; set; }
    public string ProrationBehavior { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseAddInvoiceItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseAddInvoiceItemOptions : NestedOptions, IHasMetadata
{
    public bool? Discountable { get; set; }
    public List<InvoiceScheduleDetailsPhaseAddInvoiceItemDiscountOptions> Discounts { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public InvoiceScheduleDetailsPhaseAddInvoiceItemPeriodOptions Period { get; set; }
    public string Price { get; set; }
    public InvoiceScheduleDetailsPhaseAddInvoiceItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class InvoiceScheduleDetailsPhaseAddInvoiceItemPeriodEndOptions : NestedOptions
{
    public DateTime? Timestamp { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseAddInvoiceItemPeriodOptions : NestedOptions
{
    public InvoiceScheduleDetailsPhaseAddInvoiceItemPeriodEndOptions End { get; set; }
    public InvoiceScheduleDetailsPhaseAddInvoiceItemPeriodStartOptions Start { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseAddInvoiceItemPeriodStartOptions : NestedOptions
{
    public DateTime? Timestamp { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseAddInvoiceItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseAutomaticTaxLiabilityOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseAutomaticTaxOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public InvoiceScheduleDetailsPhaseAutomaticTaxLiabilityOptions Liability { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseBillingThresholdsOptions : NestedOptions
{
    public long? AmountGte { get; set; }
    public bool? ResetBillingCycleAnchor { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseDurationOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseInvoiceSettingsIssuerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseInvoiceSettingsOptions : NestedOptions
{
    public List<string> AccountTaxIds { get; set => field = Track(value); }
    public long? DaysUntilDue { get; set; }
    public InvoiceScheduleDetailsPhaseInvoiceSettingsIssuerOptions Issuer { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseItemBillingThresholdsOptions : NestedOptions
{
    public long? UsageGte { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseItemOptions : NestedOptions, IHasMetadata
{
    public InvoiceScheduleDetailsPhaseItemBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public List<InvoiceScheduleDetailsPhaseItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set; }
    public string Plan { get; set; }
    public string Price { get; set; }
    public InvoiceScheduleDetailsPhaseItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
}

public sealed class InvoiceScheduleDetailsPhaseItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public InvoiceScheduleDetailsPhaseItemPriceDataRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseItemPriceDataRecurringOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseOptions : NestedOptions, IHasMetadata
{
    public List<InvoiceScheduleDetailsPhaseAddInvoiceItemOptions> AddInvoiceItems { get; set; }
    public decimal? ApplicationFeePercent { get; set; }
    public InvoiceScheduleDetailsPhaseAutomaticTaxOptions AutomaticTax { get; set; }
    public string BillingCycleAnchor { get; set; }
    public InvoiceScheduleDetailsPhaseBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public string CollectionMethod { get; set; }
    public string Currency { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public List<string> DefaultTaxRates { get; set => field = Track(value); }
    public string Description { get; set; }
    public List<InvoiceScheduleDetailsPhaseDiscountOptions> Discounts { get; set => field = Track(value); }
    public InvoiceScheduleDetailsPhaseDurationOptions Duration { get; set; }
    public AnyOf<DateTime?, InvoiceScheduleDetailsPhaseEndDate> EndDate { get; set; }
    public InvoiceScheduleDetailsPhaseInvoiceSettingsOptions InvoiceSettings { get; set; }
    public List<InvoiceScheduleDetailsPhaseItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string OnBehalfOf { get; set; }
    public string ProrationBehavior { get; set; }
    public AnyOf<DateTime?, InvoiceScheduleDetailsPhaseStartDate> StartDate { get; set; }
    public InvoiceScheduleDetailsPhaseTransferDataOptions TransferData { get; set; }
    public bool? Trial { get; set; }
    public AnyOf<DateTime?, InvoiceScheduleDetailsPhaseTrialEnd> TrialEnd { get; set; }
}

public sealed class InvoiceScheduleDetailsPhaseTransferDataOptions : NestedOptions
{
    public decimal? AmountPercent { get; set; }
    public string Destination { get; set; }
}
