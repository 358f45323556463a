using System.Text.Json.Nodes;
using PaymentPortal.Inbox;

namespace PaymentPortal.Tests.Inbox;

public sealed class SnapshotOrderTests
{
    private static readonly DateTimeOffset Second = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Events_of_one_second_are_chained_by_what_they_say_was_before()
    {
        NewestIs("third", [
            Event("first", "subscription.updated", """{"status":"active","seats":1,"plan":"pro"}""", """{"status":"incomplete"}"""),
            Event("second", "subscription.updated", """{"status":"active","seats":2,"plan":"pro"}""", """{"seats":1}"""),
            Event("third", "subscription.updated", """{"status":"active","seats":2,"plan":"max"}""", """{"plan":"pro"}"""),
        ]);
    }

    [Fact]
    public void Created_comes_first_whatever_it_shows()
    {
        NewestIs("updated", [
            Event("created", "subscription.created", """{"status":"incomplete","latest_invoice":"in_1"}"""),
            Event("updated", "subscription.updated", """{"status":"active","latest_invoice":"in_1"}""", """{"status":"incomplete"}"""),
        ]);
    }

    [Fact]
    public void The_deletion_of_an_object_comes_last()
    {
        NewestIs("deleted", [
            Event("created", "customer.created", """{"name":"Ada"}"""),
            Event("deleted", "customer.deleted", """{"name":"Ada L."}"""),
            Event("updated", "customer.updated", """{"name":"Ada L."}""", """{"name":"Ada"}"""),
        ]);
    }

    [Fact]
    public void Nested_objects_tell_only_what_changed_in_them_and_lists_are_whole()
    {
        NewestIs("second", [
            Event("first", "customer.updated", """{"address":{"city":"Bonn","country":"DE"},"tags":["a","b"]}""", """{"tags":["a"]}"""),
            Event("second", "customer.updated", """{"address":{"city":"Berlin","country":"DE"},"tags":["a","b"]}""", """{"address":{"city":"Bonn"}}"""),
        ]);
    }

    [Fact]
    public void A_value_that_went_there_and_back_within_a_second_is_left_to_Stripe()
    {
        NewestIs(null, [
            Event("there", "customer.updated", """{"name":"Ada L."}""", """{"name":"Ada"}"""),
            Event("back", "customer.updated", """{"name":"Ada"}""", """{"name":"Ada L."}"""),
        ]);
    }

    [Fact]
    public void Two_events_that_tell_of_no_change_and_show_different_states_are_left_to_Stripe()
    {
        NewestIs(null, [
            Event("one", "charge.succeeded", """{"status":"succeeded","refunded":false}"""),
            Event("other", "charge.refunded", """{"status":"succeeded","refunded":true}"""),
        ]);
    }

    [Fact]
    public void Two_events_that_show_the_same_need_no_order()
    {
        var (one, other) = (Event("one", "invoice.paid", """{"status":"paid"}"""), Event("other", "invoice.payment_succeeded", """{"status":"paid"}"""));
        Assert.NotNull(SnapshotOrder.Newest([one, other]));
        Assert.NotNull(SnapshotOrder.Newest([other, one]));
    }

    [Fact]
    public void A_later_second_wins_over_whatever_came_before_it()
    {
        NewestIs("late", [
            Event("deleted", "customer.deleted", """{"name":"Ada"}"""),
            Event("late", "customer.updated", """{"name":"Ada"}""", at: Second.AddSeconds(1)),
            Event("created", "customer.created", """{"name":"Ada"}"""),
        ]);
    }

    [Fact]
    public void An_answer_that_was_asked_for_after_everything_else_had_come_has_seen_all()
    {
        NewestIs("answer", [
            Event("there", "customer.updated", """{"name":"Ada L."}""", """{"name":"Ada"}""", received: 1),
            Event("back", "customer.updated", """{"name":"Ada"}""", """{"name":"Ada L."}""", received: 2),
            Answer("answer", """{"name":"Ada"}""", asked: 3),
            Answer("earlier", """{"name":"Ada L."}""", asked: 0),
        ]);
    }

    [Fact]
    public void An_answer_that_was_asked_for_before_an_event_came_does_not_cover_it()
    {
        NewestIs("event", [
            Answer("answer", """{"status":"incomplete"}""", asked: 1),
            Event("event", "subscription.updated", """{"status":"active"}""", """{"status":"incomplete"}""", received: 2),
        ]);
    }

    /// <summary>The same newest, in whatever order the entries are given.</summary>
    private static void NewestIs(string? expected, IReadOnlyList<InboxEntry> entries)
    {
        foreach (var order in Orders(entries))
            Assert.Equal(expected, SnapshotOrder.Newest(order)?.Id);
    }

    private static IEnumerable<List<InboxEntry>> Orders(IReadOnlyList<InboxEntry> entries) => entries.Count == 0
        ? [[]]
        : entries.SelectMany((first, at) => Orders([.. entries.Take(at), .. entries.Skip(at + 1)]).Select(rest => (List<InboxEntry>)[first, .. rest]));

    private static InboxEntry Event(string id, string type, string subject, string? previous = null, DateTimeOffset? at = null, int received = 0) =>
        Entry(id, InboxSource.Event, type, new JsonObject { ["data"] = new JsonObject { ["object"] = JsonNode.Parse(subject), ["previous_attributes"] = previous is null ? null : JsonNode.Parse(previous) } }, at ?? Second, received);

    private static InboxEntry Answer(string id, string subject, int asked) => Entry(id, InboxSource.Answer, "answer", JsonNode.Parse(subject)!, Second, asked);

    private static InboxEntry Entry(string id, InboxSource source, string type, JsonNode payload, DateTimeOffset at, int received) => new()
    {
        Id = id,
        Source = source,
        Type = type,
        ObjectKind = type.Split('.')[0] is "answer" ? "customer" : type.Split('.')[0],
        ObjectId = "object_1",
        SnapshotAt = at,
        ReceivedAt = Second.AddMilliseconds(received),
        Payload = payload.ToJsonString(),
        State = InboxState.Pending,
        DueAt = Second,
    };
}
