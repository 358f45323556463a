namespace PaymentPortal.Accounts.Organisations;

/// <summary>Asks the owner of a mail address to join an organisation. The link's code stands here as its hash alone.</summary>
public sealed class Invitation
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    public required InvitationId Id { get; init; }

    public required OrganisationId OrganisationId { get; init; }

    public required string Email { get; init; }

    public required MembershipRole Role { get; set; }

    /// <summary>SHA-256 of the link's code, in hex.</summary>
    public required string CodeHash { get; set; }

    public required InvitationState State { get; set; }

    public required Guid InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset SentAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was accepted or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts the mails: each has a code of its own, and only the last one's works.</summary>
    public int Mails { get; set; }

    public InvitationState StateAt(DateTimeOffset now) => State == InvitationState.Pending && now >= ExpiresAt ? InvitationState.Expired : State;
}

public enum InvitationState
{
    Pending,
    Accepted,
    Withdrawn,

    /// <summary>Never stored: what is pending beyond its time.</summary>
    Expired,
}
