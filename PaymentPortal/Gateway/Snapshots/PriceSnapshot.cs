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
    bool Active) : StripeSnapshot(Id)
{
    /// <summary>The amount contains the tax; otherwise tax comes on top, where it is due.</summary>
    public bool TaxInclusive { get; init; }

    /// <summary>What use costs, where the price is for use; its tiers are known only where they were asked for.</summary>
    public PriceUse? Use { get; init; }
}

/// <summary>What use costs: so many of an interval nothing, each one beyond them the unit's price.</summary>
/// <param name="MeterId">The meter that counts.</param>
/// <param name="Free">How many cost nothing.</param>
/// <param name="UnitAmount">The price of one, in minor units with Stripe's decimals.</param>
internal sealed record PriceUse(string MeterId, long Free, decimal UnitAmount);
