using PaymentPortal.Shared;

namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A payment intent. <c>ClientSecret</c> is only for the buyer's browser and is never stored.</summary>
internal sealed record PaymentSnapshot(
    string Id,
    string? CustomerId,
    Money Amount,
    Money AmountReceived,
    string Status,
    string? FailureCode,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id)
{
    /// <summary>Where the owner of a bank account confirms that it is his, by the small sum that it gets.</summary>
    public Uri? VerifiedAt { get; init; }
}

/// <summary>A charge: one attempt to take money.</summary>
internal sealed record ChargeSnapshot(
    string Id,
    string? PaymentId,
    string? CustomerId,
    Money Amount,
    Money AmountRefunded,
    string Status,
    string? FailureCode,
    string? CardBrand,
    string? CardLast4,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id)
{
    /// <summary>Stripe's type of what was charged.</summary>
    public string? MethodType { get; init; }

    /// <summary>The last four of a bank account.</summary>
    public string? AccountLast4 { get; init; }

    /// <summary>The same for the same card, whoever uses it.</summary>
    public string? CardFingerprint { get; init; }

    /// <summary>Where the card was issued.</summary>
    public string? CardCountry { get; init; }

    /// <summary>Stripe's word: <c>normal</c>, <c>elevated</c>, <c>highest</c>, <c>not_assessed</c>.</summary>
    public string? RiskLevel { get; init; }

    /// <summary>The bank knows the card's holder by another street or postal code.</summary>
    public bool BillingAddressIsWrong { get; init; }
}

/// <summary>A dispute: the payer has asked the bank for the money back. <c>Status</c> is Stripe's word.</summary>
internal sealed record DisputeSnapshot(string Id, string? PaymentId, Money Amount, string Status, DateTimeOffset CreatedAt) : StripeSnapshot(Id);

/// <summary>Which payment intent pays which invoice.</summary>
internal sealed record InvoicePaymentSnapshot(
    string Id,
    string InvoiceId,
    string? PaymentId,
    string Status,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id);
