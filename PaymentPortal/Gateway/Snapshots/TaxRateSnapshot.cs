namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A tax rate; the percentage has at most four decimals.</summary>
internal sealed record TaxRateSnapshot(
    string Id,
    string DisplayName,
    string? Country,
    decimal Percentage,
    bool Inclusive,
    bool Active,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id);
