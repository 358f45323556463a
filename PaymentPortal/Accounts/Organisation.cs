namespace PaymentPortal.Accounts;

/// <summary>Who buys: subscriptions, invoices and payment methods belong to an organisation; its members see them.</summary>
public sealed class Organisation
{
    public required OrganisationId Id { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<Membership> Memberships { get; init; } = [];
}
