#nullable disable

namespace Stripe;

public sealed class SubscriptionUpdateOptions : BaseOptions, IHasMetadata
{
    public List<SubscriptionAddInvoiceItemOptions> AddInvoiceItems { get; set; }
    public SubscriptionAutomaticTaxOptions AutomaticTax { get; set; }
    public SubscriptionBillingCycleAnchor BillingCycleAnchor { get; set; }
    public SubscriptionBillingThresholdsOptions BillingThresholds { get; set => field = Track(value); }
    public AnyOf<DateTime?, SubscriptionCancelAt> CancelAt { get; set => field = Track(value); }
    public bool? CancelAtPeriodEnd { get; set; }
    public SubscriptionCancellationDetailsOptions CancellationDetails { get; set; }
    public string CollectionMethod { get; set; }
    public long? DaysUntilDue { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string DefaultSource { get; set => field = Track(value); }
    public List<string> DefaultTaxRates { get; set => field = Track(value); }
    public string Description { get; set => field = Track(value); }
    public List<SubscriptionDiscountOptions> Discounts { get; set => field = Track(value); }
    public SubscriptionInvoiceSettingsOptions InvoiceSettings { get; set; }
    public List<SubscriptionItemOptions> Items { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public bool? OffSession { get; set; }
    public string OnBehalfOf { get; set => field = Track(value); }
    public SubscriptionPauseCollectionOptions PauseCollection { get; set => field = Track(value); }
    public string PaymentBehavior { get; set; }
    public SubscriptionPaymentSettingsOptions PaymentSettings { get; set; }
    public SubscriptionPendingInvoiceItemIntervalOptions PendingInvoiceItemInterval { get; set => field = Track(value); }
    public string ProrationBehavior { get; set; }
    public DateTime? ProrationDate { get; set; }
    public AnyOf<DateTime?, SubscriptionTrialEnd> TrialEnd { get; set; }
    public bool? TrialFromPlan { get; set; }
    public SubscriptionTrialSettingsOptions TrialSettings { get; set; }
}
