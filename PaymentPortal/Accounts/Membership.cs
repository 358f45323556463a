namespace PaymentPortal.Accounts;

/// <summary>A user's part in an organisation.</summary>
public sealed class Membership
{
    public required OrganisationId OrganisationId { get; init; }

    public required Guid UserId { get; init; }

    public required MembershipRole Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public enum MembershipRole
{
    Member,
    Billing,
    Owner,
}
