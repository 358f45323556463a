namespace PaymentPortal.Gateway;

/// <summary>Which events are asked for; what is null does not narrow.</summary>
/// <param name="From">Created at or after, UTC.</param>
/// <param name="Before">Created before, UTC.</param>
/// <param name="UndeliveredOnly">Those whose delivery is pending or failed.</param>
internal sealed record EventFilter(DateTimeOffset? From = null, DateTimeOffset? Before = null, bool UndeliveredOnly = false);

/// <summary>A page of Stripe's list of events, the newest first.</summary>
internal sealed record ListedEvents(IReadOnlyList<ListedEvent> Events, bool HasMore);

/// <summary>An event as Stripe lists it.</summary>
/// <param name="Id">Stripe's id.</param>
/// <param name="ObjectKind">The kind of the object that it is about.</param>
/// <param name="CreatedAt">When it happened, UTC to the second.</param>
/// <param name="Json">The event whole, as it would have been posted.</param>
internal sealed record ListedEvent(string Id, string ObjectKind, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Json);

/// <summary>The types of events that are posted to the portal, as its endpoints name them.</summary>
internal sealed record SubscribedTypes(IReadOnlySet<string> Types)
{
    /// <summary>What is assumed where nothing can be known.</summary>
    public static readonly SubscribedTypes All = new(new HashSet<string>());

    /// <summary>True where an event of this type should be posted. Where no endpoint is seen, each should: there ought to be one.</summary>
    public bool Hold(string type) => Types.Count == 0 || Types.Contains("*") || Types.Contains(type);
}
