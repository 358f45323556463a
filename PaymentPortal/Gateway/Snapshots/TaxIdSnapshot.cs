namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A customer's tax id. <c>Status</c> is Stripe's word for what the authority answers: <c>pending</c>, <c>verified</c>, <c>unverified</c>, or <c>unavailable</c> where none can be asked.</summary>
internal sealed record TaxIdSnapshot(
    string Id,
    string? CustomerId,
    string Type,
    string Value,
    string Status,
    string? VerifiedName,
    string? VerifiedAddress,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id);
