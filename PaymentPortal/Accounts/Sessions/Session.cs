namespace PaymentPortal.Accounts.Sessions;

/// <summary>A browser in which a person is signed in. His cookie names it, and works as long as this row stands.</summary>
public sealed class Session
{
    public const int LongestAgent = 300;

    public required SessionId Id { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The address that the browser came from last.</summary>
    public required string Address { get; set; }

    /// <summary>What the browser says of itself.</summary>
    public required string Agent { get; set; }
}
