namespace PaymentPortal.Inbox;

/// <summary>
/// One thing that Stripe told us: an event that it posted, or an answer that we fetched. Each carries a snapshot of one object.
/// What our tables say is a function of the set of these entries, not of the order in which they came.
/// </summary>
public sealed class InboxEntry
{
    /// <summary>The event's id (<c>evt_...</c>); for answers <c>answer:</c> with the request's id and the object's.</summary>
    public required string Id { get; init; }

    /// <summary>Where it came from.</summary>
    public required InboxSource Source { get; init; }

    /// <summary>The event's type; for answers <c>answer</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of the object, as Stripe names it (<c>subscription</c>); empty where the body could not be read.</summary>
    public required string ObjectKind { get; init; }

    /// <summary>The object's id; empty where it has none.</summary>
    public required string ObjectId { get; init; }

    /// <summary>The API version of the snapshot.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>
    /// Where it stands among what is known of the object, UTC to the second: an event's <c>created</c>; for an answer the earliest moment at which it can have been read,
    /// since between that and its <c>Date</c> an event may have happened that it does not show.
    /// </summary>
    public required DateTimeOffset SnapshotAt { get; init; }

    /// <summary>An answer's <c>Date</c>, UTC to the second: the latest moment at which it can have been read. Null for events.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it reached us, UTC; for answers when we asked, since only what reached us before is known to them.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When Stripe delivered the event, UTC; null for answers, and for an event that the portal found in Stripe's list and that has not been delivered yet.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>The event's or object's JSON, as it came.</summary>
    public required string Payload { get; set; }

    /// <summary>How far it is.</summary>
    public required InboxState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Not to be tried before, UTC.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When it was applied or found to need nothing, UTC.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Why the last try failed, for admins.</summary>
    public string? Error { get; set; }

    /// <summary>True for the event that says the object itself is gone (<c>customer.deleted</c>, <c>customer.tax_id.deleted</c>); a subscription's end, which is told alike, is no deletion.</summary>
    public bool IsDeletion => Type == ObjectKind + ".deleted" || (Type == "customer." + ObjectKind + ".deleted" && ObjectKind != "subscription");
}

/// <summary>Where an entry came from.</summary>
public enum InboxSource
{
    /// <summary>Posted by Stripe.</summary>
    Event,

    /// <summary>Fetched by us.</summary>
    Answer,
}

/// <summary>How far an entry is.</summary>
public enum InboxState
{
    /// <summary>Stored, waiting for the worker or for the next try.</summary>
    Pending,

    /// <summary>Applied to our tables.</summary>
    Done,

    /// <summary>Of a type or kind that nothing here needs; kept.</summary>
    Ignored,

    /// <summary>Failed too often or unreadable; waits for a person.</summary>
    Parked,
}
