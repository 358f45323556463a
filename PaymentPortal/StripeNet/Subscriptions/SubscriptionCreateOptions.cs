#nullable disable

namespace Stripe;

public sealed class SubscriptionCreateOptions : BaseOptions, IHasMetadata
{
    public List<SubscriptionAddInvoiceItemOptions> AddInvoiceItems { get; set; }
    public SubscriptionAutomaticTaxOptions AutomaticTax { get; set; }
    public DateTime? BackdateStartDate { get; set; }
    public DateTime? BillingCycleAnchor { get; set; }
    public SubscriptionBillingCycleAnchorConfigOptions BillingCycleAnchorConfig { get; set; }
    public SubscriptionBillingModeOptions BillingMode { get; set; }
    public SubscriptionBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public AnyOf<DateTime?, SubscriptionCancelAt> CancelAt { get; set; }
    public bool? CancelAtPeriodEnd { get; set; }
    public string CollectionMethod { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public long? DaysUntilDue { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string DefaultSource { get; set; }
    public List<string> DefaultTaxRates { get; set => field = Track(value); }
    public string Description { get; set; }
    public List<SubscriptionDiscountOptions> Discounts { get; set => field = Track(value); }
    public SubscriptionInvoiceSettingsOptions InvoiceSettings { get; set; }
    public List<SubscriptionItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public bool? OffSession { get; set; }
    public string OnBehalfOf { get; set => field = Track(value); }
    public string PaymentBehavior { get; set; }
    public SubscriptionPaymentSettingsOptions PaymentSettings { get; set; }
    public SubscriptionPendingInvoiceItemIntervalOptions PendingInvoiceItemInterval { get; set => field = Track(value); }
    public string ProrationBehavior { get; set; }
    public AnyOf<DateTime?, SubscriptionTrialEnd> TrialEnd { get; set; }
    public bool? TrialFromPlan { get; set; }
    public long? TrialPeriodDays { get; set; }
    public SubscriptionTrialSettingsOptions TrialSettings { get; set; }
}
