namespace PaymentPortal.Outbox;

/// <summary>An effect to be done once. Written in the transaction of its cause; (Cause, Effect) is unique, so that a replay of the cause adds nothing.</summary>
public sealed class OutboxMessage
{
    public required Guid Id { get; init; }

    /// <summary>What made it necessary: an event's or object's id.</summary>
    public required string Cause { get; init; }

    /// <summary>The effect's name; its handler is found by it.</summary>
    public required string Effect { get; init; }

    /// <summary>What the handler needs, as JSON; emptied once done, since it may hold personal data or links.</summary>
    public required string Payload { get; set; }

    public OutboxState State { get; set; }

    public int Attempts { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public string? Error { get; set; }
}

public enum OutboxState
{
    Pending,
    Done,
    Parked,
}
