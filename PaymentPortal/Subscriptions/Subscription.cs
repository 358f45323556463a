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

    public string? LatestInvoiceId { get; set; }

    public List<SubscriptionItem> Items { get; init; } = [];
}
