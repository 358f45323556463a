#nullable disable

namespace Stripe;

public sealed class SubscriptionSchedulePhase : StripeEntity<SubscriptionSchedulePhase>, IHasMetadata
{
    public List<SubscriptionSchedulePhaseAddInvoiceItem> AddInvoiceItems { get; set; }
    public SubscriptionSchedulePhaseAutomaticTax AutomaticTax { get; set; }
    public string BillingCycleAnchor { get; set; }
    public SubscriptionSchedulePhaseBillingThresholds BillingThresholds { get; set; }
    public string CollectionMethod { get; set; }
    public string Currency { get; set; }
    public string DefaultPaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod DefaultPaymentMethod { get; set; }

    public List<TaxRate> DefaultTaxRates { get; set; }
    public string Description { get; set; }
    public List<SubscriptionSchedulePhaseDiscount> Discounts { get; set; }
    public DateTime EndDate { get; set; }
    public SubscriptionSchedulePhaseInvoiceSettings InvoiceSettings { get; set; }
    public List<SubscriptionSchedulePhaseItem> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string OnBehalfOfId { get; set; }

    [Expandable]
    public Account OnBehalfOf { get; set; }

    public string ProrationBehavior { get; set; }
    public DateTime StartDate { get; set; }
    public bool Trial { get; set; }
    public DateTime? TrialEnd { get; set; }
}

public sealed class SubscriptionSchedulePhaseItem : StripeEntity<SubscriptionSchedulePhaseItem>, IHasMetadata
{
    public SubscriptionSchedulePhaseItemBillingThresholds BillingThresholds { get; set; }
    public List<SubscriptionSchedulePhaseItemDiscount> Discounts { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PriceId { get; set; }

    [Expandable]
    public Price Price { get; set; }

    public long Quantity { get; set; }
    public List<TaxRate> TaxRates { get; set; }
}

public sealed class SubscriptionSchedulePhaseDiscount : StripeEntity<SubscriptionSchedulePhaseDiscount>
{
    public string CouponId { get; set; }

    [Expandable]
    public Coupon Coupon { get; set; }

    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }

    public string PromotionCodeId { get; set; }

    [Expandable]
    public PromotionCode PromotionCode { get; set; }
}

public sealed class SubscriptionSchedulePhaseAutomaticTax : StripeEntity<SubscriptionSchedulePhaseAutomaticTax>
{
    public string DisabledReason { get; set; }
    public bool Enabled { get; set; }
    public SubscriptionSchedulePhaseAutomaticTaxLiability Liability { get; set; }
}

public sealed class SubscriptionSchedulePhaseItemDiscount : StripeEntity<SubscriptionSchedulePhaseItemDiscount>
{
    public string CouponId { get; set; }

    [Expandable]
    public Coupon Coupon { get; set; }

    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }

    public string PromotionCodeId { get; set; }

    [Expandable]
    public PromotionCode PromotionCode { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItem : StripeEntity<SubscriptionSchedulePhaseAddInvoiceItem>, IHasMetadata
{
    public bool? Discountable { get; set; }
    public List<SubscriptionSchedulePhaseAddInvoiceItemDiscount> Discounts { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public SubscriptionSchedulePhaseAddInvoiceItemPeriod Period { get; set; }
    public string PriceId { get; set; }

    [Expandable]
    public Price Price { get; set; }

    public long? Quantity { get; set; }
    public List<TaxRate> TaxRates { get; set; }
}

public sealed class SubscriptionSchedulePhaseInvoiceSettings : StripeEntity<SubscriptionSchedulePhaseInvoiceSettings>
{
    public List<string> AccountTaxIdIds { get; set; }

    [Expandable]
    public List<TaxId> AccountTaxIds { get; set; }

    public List<SubscriptionSchedulePhaseInvoiceSettingsCustomField> CustomFields { get; set; }
    public long? DaysUntilDue { get; set; }
    public string Description { get; set; }
    public string Footer { get; set; }
    public SubscriptionSchedulePhaseInvoiceSettingsIssuer Issuer { get; set; }
}

public sealed class SubscriptionSchedulePhaseBillingThresholds : StripeEntity<SubscriptionSchedulePhaseBillingThresholds>
{
    public long? AmountGte { get; set; }
    public bool? ResetBillingCycleAnchor { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemPeriod : StripeEntity<SubscriptionSchedulePhaseAddInvoiceItemPeriod>
{
    public SubscriptionSchedulePhaseAddInvoiceItemPeriodEnd End { get; set; }
    public SubscriptionSchedulePhaseAddInvoiceItemPeriodStart Start { get; set; }
}

public sealed class SubscriptionSchedulePhaseAutomaticTaxLiability : StripeEntity<SubscriptionSchedulePhaseAutomaticTaxLiability>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseInvoiceSettingsIssuer : StripeEntity<SubscriptionSchedulePhaseInvoiceSettingsIssuer>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseItemBillingThresholds : StripeEntity<SubscriptionSchedulePhaseItemBillingThresholds>
{
    public long? UsageGte { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemDiscount : StripeEntity<SubscriptionSchedulePhaseAddInvoiceItemDiscount>
{
    public string CouponId { get; set; }

    [Expandable]
    public Coupon Coupon { get; set; }

    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }

    public string PromotionCodeId { get; set; }

    [Expandable]
    public PromotionCode PromotionCode { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemPeriodEnd : StripeEntity<SubscriptionSchedulePhaseAddInvoiceItemPeriodEnd>
{
    public DateTime Timestamp { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseAddInvoiceItemPeriodStart : StripeEntity<SubscriptionSchedulePhaseAddInvoiceItemPeriodStart>
{
    public DateTime Timestamp { get; set; }
    public string Type { get; set; }
}

public sealed class SubscriptionSchedulePhaseInvoiceSettingsCustomField : StripeEntity<SubscriptionSchedulePhaseInvoiceSettingsCustomField>
{
    public string Name { get; set; }
    public string Value { get; set; }
}
