using PaymentPortal.Accounts;

namespace PaymentPortal.Credits;

/// <summary>
/// A row of the ledger of credits; rows are added and never changed. Credits come in lots, each with its own expiry, and whatever takes some names the lot that it took them from:
/// what is left of a lot is the sum of its rows.
/// </summary>
public sealed class CreditEntry
{
    public required CreditEntryId Id { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    public required CreditKind Kind { get; init; }

    /// <summary>How many credits came; negative for those that went.</summary>
    public required long Amount { get; init; }

    /// <summary>The lot, by the cause of the row that granted it.</summary>
    public required string Lot { get; init; }

    /// <summary>What made it necessary; once for each lot, so that nothing is granted or taken twice. A grant's is the id of the invoice's line.</summary>
    public required string Cause { get; init; }

    /// <summary>What for, for people.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When the lot expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The invoice that the lot was paid with.</summary>
    public string? InvoiceId { get; init; }
}

public enum CreditKind
{
    Granted,
    Spent,
    Expired,

    /// <summary>Taken back, because what was paid for it was given back.</summary>
    Reversed,

    /// <summary>Given back after it was taken back, because its money came again: a credit note was voided, a dispute won, a refund failed.</summary>
    Restored,
}
