using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>A price as Stripe holds it, found by its lookup key (<c>pro_month_usd</c>).</summary>
public sealed class Price
{
    /// <summary>Stripe's id, <c>price_...</c>.</summary>
    public required string Id { get; init; }

    public required string ProductId { get; set; }

    public string? LookupKey { get; set; }

    public required Money UnitAmount { get; set; }

    public BillingInterval? Interval { get; set; }

    public int IntervalCount { get; set; }

    public bool Active { get; set; }

    /// <summary>The amount contains the tax; otherwise tax comes on top, where it is due.</summary>
    public bool TaxInclusive { get; set; }
}
