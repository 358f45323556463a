namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A payment method. <c>Type</c> is Stripe's word (<c>card</c>, <c>sepa_debit</c>); one without a customer was removed.</summary>
internal sealed record PaymentMethodSnapshot(
    string Id,
    string? CustomerId,
    string Type,
    string? Brand,
    string? Last4,
    int? ExpiryMonth,
    int? ExpiryYear,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id)
{
    /// <summary>The same for the same card, whoever uses it.</summary>
    public string? CardFingerprint { get; init; }

    /// <summary>Where the card was issued.</summary>
    public string? CardCountry { get; init; }
}
