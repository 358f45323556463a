namespace PaymentPortal.Accounts;

/// <summary>A user's part in an organisation.</summary>
public sealed class Membership
{
    public required OrganisationId OrganisationId { get; init; }

    public required Guid UserId { get; init; }

    public required MembershipRole Role { get; set; }

    /// <summary>Uses one of the seats that the organisation's plan has.</summary>
    public bool HasSeat { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a member may do; each role may do what the ones before it may.</summary>
public enum MembershipRole
{
    Member,
    Billing,
    Owner,
}
