using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaymentPortal.Inbox;

/// <summary>
/// Decides which of several entries about one object is the newest, and what the object was since when, from what the entries say and not from the order in which they came.
/// Stripe's clock has whole seconds and its event ids have no order, so that within one second only the contents can tell: an event's <c>previous_attributes</c> are the values
/// that its predecessor showed; created comes first, deleted last. What then still differs only Stripe can say: the object is fetched.
/// </summary>
internal static class SnapshotOrder
{
    /// <summary>The newest of the entries, or null where only Stripe can say.</summary>
    /// <param name="entries">Entries about one object, at least one: every answer, and at least the events of the latest second that has any.</param>
    public static InboxEntry? Newest(IReadOnlyCollection<InboxEntry> entries)
    {
        var answer = entries.Where(e => e.Source == InboxSource.Answer).OrderBy(e => e.AnsweredAt).ThenBy(e => e.ReceivedAt).ThenBy(e => e.Id, StringComparer.Ordinal).LastOrDefault();
        var events = entries.Where(e => e.Source == InboxSource.Event).ToList();
        if (events.Count == 0)
        {
            return answer;
        }

        var latest = events.Max(e => e.SnapshotAt);
        events.RemoveAll(e => e.SnapshotAt != latest);

        // An answer that was asked for after everything else had arrived has seen it all, whatever the clocks say.
        if (answer is not null && (answer.ReceivedAt > events.Max(e => e.ReceivedAt) || answer.SnapshotAt > latest))
        {
            return answer;
        }

        return events.Count == 1 && answer?.SnapshotAt != latest
            ? events[0]
            : Last([.. events.Select(Candidate.Of), .. answer?.SnapshotAt == latest ? [Candidate.Of(answer)] : Array.Empty<Candidate>()]);
    }

    /// <summary>
    /// What the object was since when, the oldest first, at most one entry for each second. An answer counts only where nothing can have happened between the reading and its <c>Date</c> that it does not show.
    /// </summary>
    /// <param name="entries">Every entry about one object.</param>
    public static IReadOnlyList<(DateTimeOffset At, InboxEntry Entry)> History(IReadOnlyCollection<InboxEntry> entries)
    {
        var events = entries.Where(e => e.Source == InboxSource.Event).ToList();
        var answers = entries.Where(e => e.Source == InboxSource.Answer && !events.Exists(it => it.ReceivedAt >= e.ReceivedAt && it.SnapshotAt >= e.SnapshotAt && it.SnapshotAt <= e.AnsweredAt)).ToList();
        var seconds = events.GroupBy(e => e.SnapshotAt).OrderBy(second => second.Key).Select(second => second.Select(Candidate.Of).ToList()).ToList();
        var known = new List<(DateTimeOffset At, int Rank, InboxEntry Entry)>();
        for (var i = 0; i < seconds.Count; i++)
        {
            var last = Last(seconds[i]) ?? Told(seconds[i], i + 1 < seconds.Count ? seconds[i + 1] : [], answers);
            known.Add((last.SnapshotAt, 0, last));
        }

        foreach (var answer in answers)
        {
            // Not before what it has seen: a test clock may be ahead of Stripe's own.
            var at = events.Where(e => e.ReceivedAt < answer.ReceivedAt).Select(e => e.SnapshotAt).Append(answer.AnsweredAt ?? answer.SnapshotAt).Max();
            known.Add((at, 1, answer));
        }

        return [.. known.OrderBy(k => k.At).ThenBy(k => k.Rank).ThenBy(k => k.Entry.ReceivedAt).ThenBy(k => k.Entry.Id, StringComparer.Ordinal).Select(k => (k.At, k.Entry))];
    }

    /// <summary>The last of a second, or null where the contents do not tell.</summary>
    private static InboxEntry? Last(List<Candidate> tied)
    {
        if (tied.Find(c => c.IsDeletion) is { } deletion)
        {
            return deletion.Entry;
        }

        var last = Unfollowed(tied);
        return last.Count > 0 && last.TrueForAll(c => JsonNode.DeepEquals(c.Object, last[0].Object)) ? last[0].Entry : null;
    }

    private static List<Candidate> Unfollowed(List<Candidate> tied)
    {
        var candidates = tied.Exists(c => !c.IsCreation) ? tied.FindAll(c => !c.IsCreation) : tied;
        return candidates.FindAll(candidate => !candidates.Exists(other => other != candidate && other.Follows(candidate)));
    }

    /// <summary>The last of a second that its own contents do not tell: the one from which the next second goes on, else the one that Stripe answered.</summary>
    private static InboxEntry Told(List<Candidate> tied, List<Candidate> next, List<InboxEntry> answers)
    {
        var open = Unfollowed(tied);
        open = open.Count > 0 ? open : tied;
        var at = tied[0].Entry.SnapshotAt;
        return (open.Find(c => next.Exists(n => n.Follows(c)) && !open.Exists(other => other != c && next.Exists(n => n.Follows(other))))
            ?? open.Find(c => answers.Exists(a => a.SnapshotAt == at && JsonNode.DeepEquals(Candidate.Of(a).Object, c.Object)))
            ?? open.MinBy(c => c.Entry.Id, StringComparer.Ordinal)!).Entry;
    }

    private sealed record Candidate(InboxEntry Entry, JsonNode Object, JsonObject? Previous)
    {
        public bool IsDeletion => Entry.IsDeletion;

        public bool IsCreation => Entry.Type.EndsWith(".created", StringComparison.Ordinal);

        public static Candidate Of(InboxEntry entry)
        {
            try
            {
                var root = JsonNode.Parse(entry.Payload)?.AsObject() ?? throw new JsonException("The entry's payload is no object.");
                return entry.Source == InboxSource.Answer
                    ? new Candidate(entry, Collapsed(root), null)
                    : new Candidate(entry, root["data"]?["object"] ?? throw new JsonException("The event carries no object."), root["data"]?["previous_attributes"]?.AsObject());
            }
            catch (Exception error) when (UnreadableEntryException.IsCausedBy(error))
            {
                throw new UnreadableEntryException(entry.Id, error);
            }
        }

        /// <summary>An answer may tell of its discounts what an event only names.</summary>
        private static JsonObject Collapsed(JsonObject answer)
        {
            if (answer["discounts"] is JsonArray discounts)
            {
                answer["discounts"] = new JsonArray([.. discounts.Select(discount => discount is JsonObject told ? told["id"]?.DeepClone() : discount?.DeepClone())]);
            }

            return answer;
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
