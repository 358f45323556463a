using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>
/// A customer's whole life as Stripe's events tell it, in the shape of a subscription that the sandbox answered: a trial, paid, upgraded, a payment failed and recovered,
/// collection paused, cancelled; then back with a second subscription.
/// </summary>
internal sealed class WholeLife
{
    public const string Customer = "cus_whole_life";
    public const string First = "sub_whole_life_1";
    public const string Second = "sub_whole_life_2";

    private static readonly DateTimeOffset Begin = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);

    private readonly JsonObject template;
    private int made;

    public WholeLife(JsonObject template)
    {
        this.template = template;
        var subscription = Like(First, "trialing", 4900);
        Seven =
        [
            Told(0, "customer.subscription.created", subscription),
            Told(14, "customer.subscription.updated", subscription, s => s["status"] = "active"),
            Told(20, "customer.subscription.updated", subscription, s => Price(s, 9900)),
            Told(44, "customer.subscription.updated", subscription, s => s["status"] = "past_due"),
            Told(46, "customer.subscription.updated", subscription, s => s["status"] = "active"),
            Told(60, "customer.subscription.updated", subscription, s => s["pause_collection"] = new JsonObject { ["behavior"] = "void", ["resumes_at"] = null }),
            Told(75, "customer.subscription.deleted", subscription, s => s["status"] = "canceled"),
        ];
        var back = Like(Second, "incomplete", 4900);
        Back =
        [
            Told(90, "customer.subscription.created", back),
            Told(90, "customer.subscription.updated", back, s => s["metadata"] = new JsonObject { ["seats"] = "3" }),
            Told(90, "customer.subscription.updated", back, s => s["status"] = "active"),
            Told(90, "customer.subscription.updated", back, s => s["metadata"] = new JsonObject { ["seats"] = "4" }),
        ];
    }

    /// <summary>The first subscription's seven events, oldest first.</summary>
    public IReadOnlyList<JsonObject> Seven { get; }

    /// <summary>The second subscription's events, oldest first, all of one second.</summary>
    public IReadOnlyList<JsonObject> Back { get; }

    public IReadOnlyList<JsonObject> Whole => [.. Seven, .. Back];

    /// <summary>What the first subscription brought and lost.</summary>
    public static IReadOnlyList<string> MovementsOfSeven { get; } = [Line(14, MovementKind.New, 4900, 4900), Line(20, MovementKind.Expansion, 5000, 9900), Line(60, MovementKind.Churn, -9900, 0, true)];

    public static IReadOnlyList<string> MovementsOfWhole { get; } = [.. MovementsOfSeven, Line(90, MovementKind.Reactivation, 4900, 4900)];

    public static string Line(Movement movement) => Text(movement.At, movement.Kind, movement.Amount, movement.Mrr, movement.IsPause);

    /// <summary>A subscription as the sandbox makes it.</summary>
    public static async Task<WholeLife> RecordAsync(SandboxApi stripe)
    {
        var customer = (string)(await stripe.PostAsync("customers", ("name", "Ada")))["id"]!;
        var price = (string)(await stripe.GetAsync("prices?lookup_keys[]=pro_month_usd"))["data"]![0]!["id"]!;
        return new WholeLife(await stripe.PostAsync("subscriptions", ("customer", customer), ("items[0][price]", price), ("payment_behavior", "default_incomplete")));
    }

    /// <summary>The entry for an event that came at this moment of ours.</summary>
    public static InboxEntry Entry(JsonObject posted, DateTimeOffset received) => EventReader.Read(Encoding.UTF8.GetBytes(posted.ToJsonString()), received);

    /// <summary>An answer of Stripe that was read at <paramref name="read"/>, between asking and receiving it.</summary>
    public InboxEntry Answer(string subscriptionId, DateTimeOffset asked, DateTimeOffset read, DateTimeOffset received) => new()
    {
        Id = $"answer:{++made}:{subscriptionId}",
        Source = InboxSource.Answer,
        Type = "answer",
        ObjectKind = "subscription",
        ObjectId = subscriptionId,
        ApiVersion = StripePost.ApiVersion,
        SnapshotAt = Floor(read - (received - asked)),
        AnsweredAt = Floor(read),
        ReceivedAt = asked,
        Payload = Whole.Where(e => (string?)e["data"]!["object"]!["id"] == subscriptionId && At(e) <= read).Select(e => e["data"]!["object"]!).Last().ToJsonString(),
        State = InboxState.Pending,
        DueAt = received,
    };

    public static DateTimeOffset At(JsonObject posted) => DateTimeOffset.FromUnixTimeSeconds((long)posted["created"]!);

    private static DateTimeOffset Floor(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private static string Line(int day, MovementKind kind, long amount, long mrr, bool isPause = false) => Text(Begin.AddDays(day), kind, amount, mrr, isPause);

    private static string Text(DateTimeOffset at, MovementKind kind, long amount, long mrr, bool isPause) => $"{at:yyyy-MM-dd HH:mm:ss} {kind} {amount} -> {mrr}{(isPause ? " pause" : "")}";

    private static void Price(JsonObject subscription, long amount)
    {
        var price = subscription["items"]!["data"]![0]!["price"]!;
        price["unit_amount"] = amount;
        price["unit_amount_decimal"] = $"{amount}";
    }

    private JsonObject Like(string id, string status, long amount)
    {
        var subscription = template.DeepClone().AsObject();
        subscription["id"] = id;
        subscription["customer"] = Customer;
        subscription["status"] = status;
        subscription["items"]!["data"]![0]!["id"] = "si_" + id;
        Price(subscription, amount);
        return subscription;
    }

    /// <summary>Changes the subscription and gives the event that tells of it.</summary>
    private JsonObject Told(int day, string type, JsonObject subscription, Action<JsonObject>? change = null)
    {
        var before = subscription.DeepClone().AsObject();
        change?.Invoke(subscription);
        var previous = new JsonObject(before.Where(field => !JsonNode.DeepEquals(field.Value, subscription[field.Key])).Select(field => KeyValuePair.Create(field.Key, Previous(field.Value, subscription[field.Key]))));
        return new JsonObject
        {
            ["id"] = $"evt_life_{++made}",
            ["object"] = "event",
            ["api_version"] = StripePost.ApiVersion,
            ["created"] = Begin.AddDays(day).ToUnixTimeSeconds(),
            ["type"] = type,
            ["data"] = type.EndsWith("updated", StringComparison.Ordinal)
                ? new JsonObject { ["object"] = subscription.DeepClone(), ["previous_attributes"] = previous }
                : new JsonObject { ["object"] = subscription.DeepClone() },
        };
    }

    /// <summary>Of an object only what changed in it, of what came new in it that it was not there.</summary>
    private static JsonNode? Previous(JsonNode? before, JsonNode? after) => before is JsonObject old && after is JsonObject now
        ? new JsonObject(old.Select(f => f.Key).Union(now.Select(f => f.Key)).Where(key => !JsonNode.DeepEquals(old[key], now[key])).Select(key => KeyValuePair.Create(key, old[key]?.DeepClone())))
        : before?.DeepClone();
}
