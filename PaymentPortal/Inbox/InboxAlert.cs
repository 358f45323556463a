namespace PaymentPortal.Inbox;

/// <summary>Something about the inbox that a person should know.</summary>
public sealed class InboxAlert
{
    public required Guid Id { get; init; }

    public required InboxAlertKind Kind { get; init; }

    /// <summary>When it was seen, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many events it is about.</summary>
    public required int Count { get; init; }

    /// <summary>What happened, for admins.</summary>
    public required string Text { get; init; }
}

/// <summary>What kind of alert.</summary>
public enum InboxAlertKind
{
    /// <summary>Stripe lists events that it has never delivered.</summary>
    NeverDelivered,

    /// <summary>Stripe and the portal count differently.</summary>
    CountsDiffer,
}
