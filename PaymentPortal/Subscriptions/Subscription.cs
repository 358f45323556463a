using PaymentPortal.Accounts;

namespace PaymentPortal.Subscriptions;

/// <summary>A subscription as Stripe last told it.</summary>
public sealed class Subscription
{
    /// <summary>Stripe's id, <c>sub_...</c>.</summary>
    public required string Id { get; init; }

    public required string CustomerId { get; set; }

    public OrganisationId? OrganisationId { get; set; }

    /// <summary>Stripe's status: <c>incomplete</c>, <c>trialing</c>, <c>active</c>, <c>past_due</c>, <c>unpaid</c>, <c>canceled</c>, <c>incomplete_expired</c>, <c>paused</c>.</summary>
    public required string Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CurrentPeriodStart { get; set; }

    public DateTimeOffset? CurrentPeriodEnd { get; set; }

    public DateTimeOffset? TrialEnd { get; set; }

    public bool CancelAtPeriodEnd { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Collection is paused: Stripe leaves the status as it is, our figures count 0.</summary>
    public bool CollectionPaused { get; set; }

    /// <summary>What its invoices are paid by; null where it is the customer's default.</summary>
    public string? DefaultPaymentMethodId { get; set; }

    /// <summary>When collection begins again by itself; null where it does not, or is not paused.</summary>
    public DateTimeOffset? PauseResumesAt { get; set; }

    /// <summary>When it will end, or ended, by request.</summary>
    public DateTimeOffset? CancelAt { get; set; }

    /// <summary>Why it was cancelled, in one of Stripe's words.</summary>
    public string? Feedback { get; set; }

    /// <summary>Why it was cancelled, in the customer's words.</summary>
    public string? Comment { get; set; }

    /// <summary>What ended it: <c>cancellation_requested</c>, <c>payment_failed</c>, <c>payment_disputed</c>.</summary>
    public string? EndReason { get; set; }

    /// <summary>The schedule that changes it later.</summary>
    public string? ScheduleId { get; set; }

    /// <summary>The price of a change that waits for its payment, which is that of the latest invoice.</summary>
    public string? PendingPriceId { get; set; }

    public long? PendingQuantity { get; set; }

    /// <summary>When that change lapses unpaid.</summary>
    public DateTimeOffset? PendingUntil { get; set; }

    public string? LatestInvoiceId { get; set; }

    public List<SubscriptionItem> Items { get; init; } = [];

    /// <summary>The one item that is bought in advance; null where it has several, or none.</summary>
    public SubscriptionItem? PlanItem => Items.Where(i => !i.Metered).ToList() is [var item] ? item : null;

    /// <summary>Use beside the plan is billed when the period is over.</summary>
    public bool IsMetered => Items.Exists(i => i.Metered);
}
