using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>
/// The intent of one organisation to buy one plan. It has at most one subscription at Stripe at a time, whose first invoice has one payment intent:
/// however often the buyer presses, reloads or comes back, there is one thing that can be charged, once.
/// </summary>
public sealed class Purchase
{
    public required PurchaseId Id { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The price's lookup key: <c>pro_month_usd</c>.</summary>
    public required string LookupKey { get; init; }

    public required PurchaseState State { get; set; }

    /// <summary>Counts the subscriptions asked of Stripe; part of the idempotency key, so that a changed order is a new request and a repeated one is not.</summary>
    public int Round { get; set; }

    /// <summary>What the current subscription was made for (price, country, name ...): another order needs another subscription.</summary>
    public string? OrderFingerprint { get; set; }

    public string? CustomerId { get; set; }

    public string? SubscriptionId { get; set; }

    public string? InvoiceId { get; set; }

    public string? PaymentId { get; set; }

    /// <summary>The total of the current subscription's first invoice, once there is one.</summary>
    public long? AmountMinorUnits { get; set; }

    public required Currency Currency { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>Changes with every write; a write that saw an older one is refused.</summary>
    public int Version { get; set; }

    /// <summary>Lets go of the current subscription, whose invoice is void or was never asked for; the next press asks for another, for the given order.</summary>
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
