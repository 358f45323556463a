#nullable disable

namespace Stripe;

public sealed class Subscription : StripeEntity<Subscription>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public SubscriptionAutomaticTax AutomaticTax { get; set; }
    public DateTime BillingCycleAnchor { get; set; }
    public SubscriptionBillingCycleAnchorConfig BillingCycleAnchorConfig { get; set; }
    public SubscriptionBillingMode BillingMode { get; set; }
    public SubscriptionBillingThresholds BillingThresholds { get; set; }
    public DateTime? CancelAt { get; set; }
    public bool CancelAtPeriodEnd { get; set; }
    public DateTime? CanceledAt { get; set; }
    public SubscriptionCancellationDetails CancellationDetails { get; set; }
    public string CollectionMethod { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public long? DaysUntilDue { get; set; }
    public string DefaultPaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod DefaultPaymentMethod { get; set; }

    public List<TaxRate> DefaultTaxRates { get; set; }
    public string Description { get; set; }
    public List<string> DiscountIds { get; set; }

    [Expandable]
    public List<Discount> Discounts { get; set; }

    public DateTime? EndedAt { get; set; }
    public SubscriptionInvoiceSettings InvoiceSettings { get; set; }
    public StripeList<SubscriptionItem> Items { get; set; }
    public string LatestInvoiceId { get; set; }

    [Expandable]
    public Invoice LatestInvoice { get; set; }

    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public DateTime? NextPendingInvoiceItemInvoice { get; set; }
    public string OnBehalfOfId { get; set; }

    [Expandable]
    public Account OnBehalfOf { get; set; }

    public SubscriptionPauseCollection PauseCollection { get; set; }
    public SubscriptionPaymentSettings PaymentSettings { get; set; }
    public SubscriptionPendingInvoiceItemInterval PendingInvoiceItemInterval { get; set; }
    public string PendingSetupIntentId { get; set; }

    [Expandable]
    public SetupIntent PendingSetupIntent { get; set; }

    public SubscriptionPendingUpdate PendingUpdate { get; set; }
    public string ScheduleId { get; set; }

    [Expandable]
    public SubscriptionSchedule Schedule { get; set; }

    public DateTime StartDate { get; set; }
    public string Status { get; set; }
    public string TestClockId { get; set; }

    [Expandable]
    public TestHelpers.TestClock TestClock { get; set; }

    public DateTime? TrialEnd { get; set; }
    public SubscriptionTrialSettings TrialSettings { get; set; }
    public DateTime? TrialStart { get; set; }
}
