using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>
/// What one subscription brought from a moment on, until its next state. The rows of a subscription are replaced whole whenever something more is known of it,
/// so that an event that comes late still lands in its own day.
/// </summary>
public sealed class SubscriptionState
{
    /// <summary>Stripe's id, <c>sub_...</c>.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Since when, by Stripe's own time, UTC to the second.</summary>
    public required DateTimeOffset At { get; init; }

    public required string CustomerId { get; init; }

    /// <summary>Stripe's status.</summary>
    public required string Status { get; init; }

    /// <summary>Nothing is collected for now: counts 0.</summary>
    public required bool CollectionPaused { get; init; }

    /// <summary>What counts as monthly recurring revenue, without tax; each item rounded once.</summary>
    public required Money Monthly { get; init; }

    /// <summary>By which definition it was computed.</summary>
    public required int Definition { get; init; }

    /// <summary>True where both say the same of the same moment.</summary>
    public bool IsSameAs(SubscriptionState other) =>
        (SubscriptionId, At, CustomerId, Status, CollectionPaused, Monthly, Definition) == (other.SubscriptionId, other.At, other.CustomerId, other.Status, other.CollectionPaused, other.Monthly, other.Definition);
}
