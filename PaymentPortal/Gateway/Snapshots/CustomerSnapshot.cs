namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A customer. <c>OrganisationId</c> is what the portal wrote into its metadata.</summary>
internal sealed record CustomerSnapshot(
    string Id,
    string? Name,
    string? Email,
    string? Country,
    Guid? OrganisationId,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id);
