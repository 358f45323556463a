using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaymentPortal.Inbox;

/// <summary>
/// Decides which of several entries about one object is the newest, from what they say and not from the order in which they came.
/// Within one second events are chained: an event's <c>previous_attributes</c> are the values that its predecessor showed; created comes first, deleted last.
/// </summary>
internal static class SnapshotOrder
{
    /// <summary>The newest of the entries, or null where only Stripe can say.</summary>
    /// <param name="entries">Entries about one object; those older than the latest second are passed over.</param>
    public static InboxEntry? Newest(IReadOnlyCollection<InboxEntry> entries)
    {
        var latest = entries.Max(e => e.SnapshotAt);
        var tied = entries.Where(e => e.SnapshotAt == latest).Select(Candidate.Of).ToList();
        if (tied.Count == 1)
        {
            return tied[0].Entry;
        }

        // An answer that was asked for after everything else of its second had arrived has seen it all.
        var lastEvent = tied.Where(c => c.Entry.Source == InboxSource.Event).Select(c => c.Entry.ReceivedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var seenAll = tied.Where(c => c.Entry.Source == InboxSource.Answer && c.Entry.ReceivedAt > lastEvent).MaxBy(c => c.Entry.ReceivedAt);
        if (seenAll is not null)
        {
            return seenAll.Entry;
        }

        if (tied.FirstOrDefault(c => c.IsDeletion) is { } deletion)
        {
            return deletion.Entry;
        }

        if (tied.Any(c => !c.IsCreation))
        {
            tied.RemoveAll(c => c.IsCreation);
        }

        var last = tied.Where(candidate => !tied.Any(other => other != candidate && other.Follows(candidate))).ToList();
        return last.Count > 0 && last.All(c => JsonNode.DeepEquals(c.Object, last[0].Object)) ? last[0].Entry : null;
    }

    private sealed record Candidate(InboxEntry Entry, JsonNode Object, JsonObject? Previous)
    {
        public bool IsDeletion => Entry.IsDeletion;

        public bool IsCreation => Entry.Type.EndsWith(".created", StringComparison.Ordinal);

        public static Candidate Of(InboxEntry entry)
        {
            var root = JsonNode.Parse(entry.Payload)?.AsObject() ?? throw new JsonException("The entry's payload is no object.");
            return entry.Source == InboxSource.Answer
                ? new Candidate(entry, root, null)
                : new Candidate(entry, root["data"]?["object"] ?? throw new JsonException("The event carries no object."), root["data"]?["previous_attributes"]?.AsObject());
        }

        /// <summary>True where this event's old values are what the other shows, and the other does not already show the new ones.</summary>
        public bool Follows(Candidate other) =>
            Previous is { Count: > 0 } && Matches(Previous, other.Object) && !Matches(NewValues(), other.Object);

        private JsonObject NewValues() => new(Previous!.Select(old => KeyValuePair.Create(old.Key, Object[old.Key]?.DeepClone())));

        /// <summary>Nested objects list only what changed, lists are whole.</summary>
        private static bool Matches(JsonObject expected, JsonNode actual) => expected.All(pair =>
            pair.Value is JsonObject nested && actual[pair.Key] is JsonObject inner
                ? Matches(nested, inner)
                : JsonNode.DeepEquals(pair.Value, actual is JsonObject o ? o[pair.Key] : null));
    }
}
