namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A customer. <c>OrganisationId</c> is what the portal wrote into its metadata.</summary>
internal sealed record CustomerSnapshot(
    string Id,
    string? Name,
    string? Email,
    string? Country,
    Guid? OrganisationId,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id)
{
    /// <summary>What invoices are paid by where their subscription names nothing else.</summary>
    public string? DefaultPaymentMethodId { get; init; }
}
