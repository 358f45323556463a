namespace PaymentPortal.Inbox;

/// <summary>Who let entries be applied once more: a record that is only added to.</summary>
public sealed class Replay
{
    public required Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The entry; null where all that were parked were meant.</summary>
    public string? EntryId { get; init; }

    /// <summary>How many entries it made due.</summary>
    public required int Count { get; init; }
}
