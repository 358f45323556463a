using PaymentPortal.Accounts;

namespace PaymentPortal.Subscriptions;

/// <summary>What a member asked for a running subscription: written before Stripe is asked, so that a repeated press is the same request; an organisation has one open at a time.</summary>
public sealed class SubscriptionRequest
{
    public required SubscriptionRequestId Id { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    public required string SubscriptionId { get; init; }

    public required Guid UserId { get; init; }

    public required SubscriptionRequestKind Kind { get; init; }

    /// <summary>What exactly is asked, in which state: the same again is no other request.</summary>
    public required string Fingerprint { get; init; }

    public required SubscriptionRequestState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}

public enum SubscriptionRequestKind
{
    Change,
    Withdraw,
    Cancel,
    Keep,
    Pause,
    Resume,
    Discount,
}

public enum SubscriptionRequestState
{
    /// <summary>Stripe is being asked, or its answer was lost.</summary>
    Open,

    Done,

    Refused,

    /// <summary>Nobody came back for the answer.</summary>
    GivenUp,
}
