using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>Somebody pressed Pay. It is written before Stripe is asked, and completed from what Stripe tells of the charge that came of it.</summary>
public sealed class PaymentAttempt
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid UserId { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    /// <summary>The purchase; null where an open invoice or a change of the plan was to be paid, or a card to be saved.</summary>
    public PurchaseId? PurchaseId { get; init; }

    /// <summary>The open invoice; null for a purchase and for a change of the plan, whose invoice is not made before it is charged, and where a card was to be saved.</summary>
    public string? InvoiceId { get; init; }

    /// <summary>A card was to be saved, without a payment.</summary>
    public bool IsOfCard => Amount.IsZero;

    /// <summary>A change of the plan was to be charged at once.</summary>
    public bool IsOfChange => !IsOfCard && PurchaseId is null && InvoiceId is null;

    /// <summary>The address that it came from (of IPv6 the network); null once the person was erased.</summary>
    public string? Address { get; set; }

    public string? BillingCountry { get; init; }

    public required Money Amount { get; init; }

    public required int Score { get; set; }

    /// <summary>Why the score is what it is, as JSON of <see cref="RiskReason"/>.</summary>
    public required string Reasons { get; set; }

    public required AttemptDecision Decision { get; set; }

    /// <summary>The payment intent that the buyer's browser was given, or that charged a change; null where there was none.</summary>
    public string? PaymentId { get; set; }

    /// <summary>The last charge that came of it; null where Stripe told of none.</summary>
    public string? ChargeId { get; set; }

    /// <summary>When that charge was made, by Stripe's clock.</summary>
    public DateTimeOffset? ChargedAt { get; set; }

    /// <summary>Stripe's status of the charge.</summary>
    public string? Outcome { get; set; }

    public string? DeclineCode { get; set; }

    /// <summary>Stripe's word for the charge's risk.</summary>
    public string? RiskLevel { get; set; }

    public string? CardFingerprint { get; set; }

    public string? CardCountry { get; set; }
}

public enum AttemptDecision
{
    /// <summary>Nothing stood against it.</summary>
    Passed,

    /// <summary>The bank was asked to confirm.</summary>
    ThreeDSecure,

    /// <summary>The purchase waits for an admin.</summary>
    Held,

    /// <summary>Too many cards were declined: Stripe was not asked.</summary>
    Stopped,
}
