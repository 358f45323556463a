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
    IReadOnlyList<LastingDiscount> Discounts) : StripeSnapshot(Id);

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
    IReadOnlyList<LastingDiscount> Discounts);

/// <summary>A discount whose coupon lasts forever: a percentage, or an amount.</summary>
internal sealed record LastingDiscount(decimal? PercentOff, Money? AmountOff);
