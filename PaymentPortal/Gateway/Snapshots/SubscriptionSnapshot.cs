using PaymentPortal.Shared;

namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A subscription with its items.</summary>
internal sealed record SubscriptionSnapshot(
    string Id,
    string CustomerId,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset StartedAt,
    DateTimeOffset? TrialEnd,
    bool CancelAtPeriodEnd,
    DateTimeOffset? CanceledAt,
    DateTimeOffset? EndedAt,
    bool CollectionPaused,
    string? LatestInvoiceId,
    Guid? OrganisationId,
    IReadOnlyList<SubscriptionItemSnapshot> Items,
    IReadOnlyList<LastingDiscount> Discounts) : StripeSnapshot(Id)
{
    /// <summary>The one item that is bought in advance; null where it has several, or none.</summary>
    public SubscriptionItemSnapshot? PlanItem => Items.Where(i => !i.Metered).ToList() is [var item] ? item : null;

    /// <summary>The ids of its discounts, of which an event tells no more.</summary>
    public IReadOnlyList<string> DiscountIds { get; init; } = [];

    /// <summary>What is told of discounts by their ids: null for one that does not last forever.</summary>
    public IReadOnlyDictionary<string, LastingDiscount?> Told { get; init; } = new Dictionary<string, LastingDiscount?>();

    /// <inheritdoc/>
    public override bool IsComplete => DiscountIds.All(Told.ContainsKey);

    /// <inheritdoc/>
    public override StripeSnapshot CompletedBy(IEnumerable<StripeSnapshot> others)
    {
        var told = others.OfType<SubscriptionSnapshot>().Append(this).SelectMany(other => other.Told).DistinctBy(one => one.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return this with { Told = told, Discounts = [.. DiscountIds.Select(id => told.GetValueOrDefault(id)).OfType<LastingDiscount>()] };
    }

    /// <summary>What its invoices are paid by; null where it is the customer's default.</summary>
    public string? DefaultPaymentMethodId { get; init; }

    /// <summary>When it will end, or ended, by request; null where no end is set.</summary>
    public DateTimeOffset? CancelAt { get; init; }

    /// <summary>The schedule that changes it later.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>When collection begins again by itself; null where it does not, or is not paused.</summary>
    public DateTimeOffset? PauseResumesAt { get; init; }

    /// <summary>Why the customer cancelled, in one of Stripe's words.</summary>
    public string? Feedback { get; init; }

    /// <summary>Why the customer cancelled, in own words.</summary>
    public string? Comment { get; init; }

    /// <summary>What ended it: <c>cancellation_requested</c>, <c>payment_failed</c>, <c>payment_disputed</c>.</summary>
    public string? EndReason { get; init; }

    /// <summary>A change that waits for its payment.</summary>
    public PendingUpdateSnapshot? PendingUpdate { get; init; }
}

/// <summary>A change that is made as soon as its invoice is paid, and lapses otherwise.</summary>
internal sealed record PendingUpdateSnapshot(DateTimeOffset ExpiresAt, string PriceId, long Quantity);

/// <summary>An item of a subscription. <c>Interval</c> is Stripe's word.</summary>
internal sealed record SubscriptionItemSnapshot(
    string Id,
    string PriceId,
    string? LookupKey,
    Money UnitAmount,
    long Quantity,
    string Interval,
    int IntervalCount,
    bool Metered,
    DateTimeOffset CurrentPeriodStart,
    DateTimeOffset CurrentPeriodEnd,
    IReadOnlyList<LastingDiscount> Discounts)
{
    /// <summary>The price contains the tax.</summary>
    public bool TaxInclusive { get; init; }
}

/// <summary>A discount whose coupon lasts forever: a percentage, or an amount.</summary>
internal sealed record LastingDiscount(decimal? PercentOff, Money? AmountOff);
