using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>One price of a subscription with its quantity.</summary>
public sealed class SubscriptionItem
{
    /// <summary>Stripe's id, <c>si_...</c>.</summary>
    public required string Id { get; init; }

    public required string SubscriptionId { get; init; }

    public required string PriceId { get; set; }

    public string? LookupKey { get; set; }

    public required Money UnitAmount { get; set; }

    public required long Quantity { get; set; }

    public required BillingInterval Interval { get; set; }

    public required int IntervalCount { get; set; }

    /// <summary>Billed by use: not part of the recurring amount.</summary>
    public bool Metered { get; set; }

    /// <summary>The price contains the tax; otherwise tax comes on top, where it is due.</summary>
    public bool TaxInclusive { get; set; }

    /// <summary>The item's recurring amount per interval after discounts that last forever; what MRR counts.</summary>
    public required Money RecurringAmount { get; set; }
}
