namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A schedule of changes to a subscription. <c>SubscriptionId</c> is null once it was released; <c>CurrentPhaseEnd</c> once it is over.</summary>
internal sealed record ScheduleSnapshot(
    string Id,
    string? SubscriptionId,
    string Status,
    DateTimeOffset? CurrentPhaseEnd,
    IReadOnlyList<SchedulePhaseSnapshot> Phases) : StripeSnapshot(Id)
{
    /// <summary>The phase that follows the one that runs; null where none does.</summary>
    public SchedulePhaseSnapshot? Next => Phases.FirstOrDefault(phase => phase.StartsAt == CurrentPhaseEnd);
}

/// <summary>What a subscription is for some time.</summary>
internal sealed record SchedulePhaseSnapshot(DateTimeOffset StartsAt, DateTimeOffset EndsAt, IReadOnlyList<ScheduleItemSnapshot> Items)
{
    /// <summary>What is bought in advance.</summary>
    public ScheduleItemSnapshot? PlanItem => Items.FirstOrDefault(i => i.Quantity > 0);
}

/// <summary>A price with its quantity in a phase; a price for use has none, which is 0.</summary>
internal sealed record ScheduleItemSnapshot(string PriceId, long Quantity);
