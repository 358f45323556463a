using Microsoft.AspNetCore.Identity;

namespace PaymentPortal.Accounts;

/// <summary>A person who signs in. The mail address is also the user name.</summary>
public sealed class User : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The organisation that he chose to act for, where he belongs to several.</summary>
    public OrganisationId? ActsFor { get; set; }
}
