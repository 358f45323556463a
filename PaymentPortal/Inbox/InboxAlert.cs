namespace PaymentPortal.Inbox;

/// <summary>Something about the inbox that a person should know.</summary>
public sealed class InboxAlert
{
    public required Guid Id { get; init; }

    public required InboxAlertKind Kind { get; init; }

    /// <summary>When it was seen, UTC; where it grows, when it last did.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>How many events it is about.</summary>
    public required int Count { get; set; }

    /// <summary>What happened, for admins.</summary>
    public required string Text { get; set; }

    /// <summary>The object that it is about, where it grows with each thing that happens to it.</summary>
    public string? ObjectId { get; init; }
}

/// <summary>What kind of alert.</summary>
public enum InboxAlertKind
{
    /// <summary>Stripe lists events that it has never delivered.</summary>
    NeverDelivered,

    /// <summary>Stripe and the portal count differently.</summary>
    CountsDiffer,

    /// <summary>Something was used that no invoice bills any more.</summary>
    UseUnbilled,
}
