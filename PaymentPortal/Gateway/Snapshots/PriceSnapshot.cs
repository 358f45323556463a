using PaymentPortal.Shared;

namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A price. <c>Interval</c> is Stripe's word (<c>month</c>), null for one-time prices; tiered prices have an amount of 0.</summary>
internal sealed record PriceSnapshot(
    string Id,
    string ProductId,
    string? LookupKey,
    Money UnitAmount,
    string? Interval,
    int IntervalCount,
    bool Active) : StripeSnapshot(Id);
