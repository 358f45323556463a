using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>
/// The intent of one organisation to buy a plan, packs of credits, or both. It has at most one order at Stripe at a time, a subscription's first invoice or an invoice of its own, with one payment intent:
/// however often the buyer presses, reloads or comes back, there is one thing that can be charged, once.
/// </summary>
public sealed class Purchase
{
    public required PurchaseId Id { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The price that it was begun with, which stays in it: <c>pro_month_usd</c>, <c>credits_500_usd</c>.</summary>
    public required string LookupKey { get; init; }

    public List<PurchaseLine> Lines { get; init; } = [];

    /// <summary>Whether the plan is to begin with its trial.</summary>
    public bool WithTrial { get; set; }

    /// <summary>The promotion code as the buyer knows it, with Stripe's ids of it and of its coupon.</summary>
    public string? PromotionCode { get; set; }

    public string? PromotionCodeId { get; set; }

    public string? CouponId { get; set; }

    public required PurchaseState State { get; set; }

    /// <summary>Counts the orders asked of Stripe; part of the idempotency key, so that a changed order is a new request and a repeated one is not.</summary>
    public int Round { get; set; }

    /// <summary>What the current order was made for (lines, country, name ...): whatever else is wanted needs another.</summary>
    public string? OrderFingerprint { get; set; }

    public string? CustomerId { get; set; }

    public string? SubscriptionId { get; set; }

    public string? InvoiceId { get; set; }

    public string? PaymentId { get; set; }

    /// <summary>What the current order's invoice asks for, once there is one.</summary>
    public long? AmountMinorUnits { get; set; }

    public required Currency Currency { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>Changes with every write; a write that saw an older one is refused.</summary>
    public int Version { get; set; }

    /// <summary>Lets go of the current order, whose invoice is void or was never asked for; the next press asks for another, for the given order.</summary>
    internal void BeginAgain(string? fingerprint)
    {
        Round++;
        OrderFingerprint = fingerprint;
        SubscriptionId = null;
        InvoiceId = null;
        PaymentId = null;
        AmountMinorUnits = null;
        Version++;
    }
}

public enum PurchaseState
{
    Open,
    Paid,
}
