namespace PaymentPortal.Subscriptions;

/// <summary>A change of a subscription that comes later, as Stripe last told it.</summary>
public sealed class SubscriptionSchedule
{
    /// <summary>Stripe's id, <c>sub_sched_...</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Null once the subscription goes on alone.</summary>
    public string? SubscriptionId { get; set; }

    /// <summary>Stripe's status: <c>not_started</c>, <c>active</c>, <c>completed</c>, <c>released</c>, <c>canceled</c>.</summary>
    public required string Status { get; set; }

    /// <summary>When the next change comes; null where none does.</summary>
    public DateTimeOffset? ChangesAt { get; set; }

    /// <summary>The price from then on.</summary>
    public string? PriceId { get; set; }

    public long? Quantity { get; set; }
}
