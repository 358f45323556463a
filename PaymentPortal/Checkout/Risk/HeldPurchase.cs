using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>An order that an admin looks at before it can be paid. What is decided holds for this very order: another is scored anew.</summary>
public sealed class HeldPurchase
{
    public const int LongestReason = 500;

    public required Guid Id { get; init; }

    public required PurchaseId PurchaseId { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was ordered: lines, code, trial.</summary>
    public required string Lines { get; init; }

    /// <summary>What it costs; with the lines and the country it is the order.</summary>
    public required Money Amount { get; init; }

    public required string BillingCountry { get; init; }

    public required int Score { get; init; }

    /// <summary>Why the score is what it is, as JSON of <see cref="RiskReason"/>.</summary>
    public required string Reasons { get; init; }

    public required HoldState State { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was refused, in the admin's words, which the buyer reads.</summary>
    public string? Refusal { get; set; }

    /// <summary>The lines of a purchase, the same for the same order.</summary>
    internal static string LinesOf(Purchase purchase) => string.Join(
        ' ', purchase.Lines.OrderBy(l => l.LookupKey, StringComparer.Ordinal).Select(l => $"{l.Quantity}×{l.LookupKey}").Append(purchase.PromotionCodeId ?? "-").Append(purchase.WithTrial ? "trial" : "-"));

    internal bool IsOf(string lines, Money amount, string country) => Lines == lines && Amount == amount && BillingCountry == country;
}

public enum HoldState
{
    /// <summary>Nobody has decided yet.</summary>
    Waiting,

    /// <summary>It can be paid.</summary>
    Approved,

    /// <summary>It cannot be paid.</summary>
    Refused,

    /// <summary>The buyer has ordered something else since.</summary>
    Replaced,
}

/// <summary>What an admin decided of a held purchase: a record that is only added to.</summary>
public sealed class HoldDecision
{
    public required Guid Id { get; init; }

    public required Guid HoldId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who decided.</summary>
    public required Guid UserId { get; init; }

    /// <summary><see cref="HoldState.Approved"/> or <see cref="HoldState.Refused"/>.</summary>
    public required HoldState State { get; init; }

    public string? Reason { get; init; }
}
