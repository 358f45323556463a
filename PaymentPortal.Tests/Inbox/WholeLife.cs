using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>
/// A customer's whole life, lived at the sandbox on a clock of its own: a trial, paid, upgraded in mid-period, a renewal that failed and was recovered with another card, collection paused and resumed,
/// cancelled; then back with a second subscription. What the sandbox told of it are its events; what is true of it is what the sandbox answered whenever it was asked on the way.
/// </summary>
internal sealed class WholeLife
{
    private const long Day = 86_400;

    private readonly SandboxApi stripe;
    private readonly List<Stand> stands = [];
    private readonly Dictionary<JsonObject, InboxEntry> read = [];
    private string clock = "";
    private long now;
    private int answers;

    private WholeLife(SandboxApi stripe) => this.stripe = stripe;

    public string Customer { get; private set; } = "";

    public string First { get; private set; } = "";

    public string Second { get; private set; } = "";

    /// <summary>Every event that tells of the customer, of its subscriptions, invoices and payments, oldest first.</summary>
    public IReadOnlyList<JsonObject> Events { get; private set; } = [];

    /// <summary>Those of its subscriptions.</summary>
    public IReadOnlyList<JsonObject> OfSubscriptions => field ??= [.. Events.Where(posted => (string?)Object(posted)["object"] == "subscription")];

    /// <summary>Those after which the first subscription counts otherwise than before: as a trial, active, upgraded, past due, recovered, paused, resumed, cancelled.</summary>
    public IReadOnlyList<JsonObject> Turns
    {
        get
        {
            List<JsonObject> told = [.. OfSubscriptions.Where(posted => (string?)Object(posted)["id"] == First)];
            return [.. told.Where((posted, at) => at == 0 || Figures(Object(posted)) != Figures(Object(told[at - 1])))];
        }
    }

    /// <summary>How its subscriptions stood, each time that the sandbox was asked, oldest first.</summary>
    public IReadOnlyList<Stand> Stands => stands;

    public static async Task<WholeLife> LiveAsync(SandboxApi stripe)
    {
        var life = new WholeLife(stripe);
        await life.LiveAsync();
        return life;
    }

    public static DateTimeOffset At(JsonObject posted) => DateTimeOffset.FromUnixTimeSeconds((long)posted["created"]!);

    public static JsonObject Object(JsonObject posted) => posted["data"]!["object"]!.AsObject();

    public static string Line(Movement movement) => Line(movement.At, movement.Kind, movement.Amount, movement.Mrr, movement.IsPause);

    /// <summary>The entry for an event that came at this moment of ours.</summary>
    public InboxEntry Entry(JsonObject posted, DateTimeOffset received)
    {
        // Read once, as the endpoint reads it: that takes longer than all else where an event is told ten thousand times
        var entry = read[posted];
        return new InboxEntry
        {
            Id = entry.Id,
            Source = entry.Source,
            Type = entry.Type,
            ObjectKind = entry.ObjectKind,
            ObjectId = entry.ObjectId,
            ApiVersion = entry.ApiVersion,
            SnapshotAt = entry.SnapshotAt,
            ReceivedAt = received,
            DeliveredAt = received,
            Payload = entry.Payload,
            State = entry.State,
            DueAt = received,
        };
    }

    /// <summary>What is true of a subscription in the end.</summary>
    public JsonObject End(string subscription) => stands.Last(stand => stand.Id == subscription).Subscription;

    /// <summary>The movements by a plain reading of what was answered: what each subscription brought from when on.</summary>
    public IReadOnlyList<string> Movements(params IReadOnlyCollection<string> subscriptions)
    {
        var brings = new Dictionary<string, long>();
        var lines = new List<string>();
        foreach (var stand in stands.Where(stand => subscriptions.Contains(stand.Id)))
        {
            var before = brings.Values.Sum();
            var (status, paused, monthly) = Figures(stand.Subscription);
            brings[stand.Id] = status is "active" or "past_due" && !paused ? monthly : 0;
            var after = brings.Values.Sum();
            if (after == before)
                continue;
            var kind = (before, after) switch
            {
                (0, _) => lines.Count == 0 ? MovementKind.New : MovementKind.Reactivation,
                (_, 0) => MovementKind.Churn,
                _ => after > before ? MovementKind.Expansion : MovementKind.Contraction,
            };
            lines.Add(Line(stand.Since, kind, after - before, after, after < before && paused));
        }
        return lines;
    }

    /// <summary>Answers that took their time: each was read while its stand was true, and is heard when much else may have happened.</summary>
    public IEnumerable<InboxEntry> SlowAnswers(Random random, int number)
    {
        for (var made = 0; made < number; made++)
        {
            var stand = stands[random.Next(stands.Count)];
            var read = stand.AskedAt + (random.NextDouble() * (Until(stand) - stand.AskedAt));
            yield return Answer(stand, read - TimeSpan.FromHours(random.NextDouble() * 24), read, read + TimeSpan.FromHours(random.NextDouble() * 24));
        }
    }

    /// <summary>The entry for an answer that Stripe gave of this stand at <paramref name="read"/>, between being asked and being heard.</summary>
    public InboxEntry Answer(Stand stand, DateTimeOffset asked, DateTimeOffset read, DateTimeOffset heard) => new()
    {
        Id = $"answer:{Interlocked.Increment(ref answers)}:{stand.Id}",
        Source = InboxSource.Answer,
        Type = "answer",
        ObjectKind = "subscription",
        ObjectId = stand.Id,
        ApiVersion = StripePost.ApiVersion,
        SnapshotAt = Floor(read - (heard - asked)),
        AnsweredAt = Floor(read),
        ReceivedAt = asked,
        Payload = stand.Subscription.ToJsonString(),
        State = InboxState.Pending,
        DueAt = heard,
    };

    /// <summary>Until something happens to the subscription; at once, where that is in the same second.</summary>
    private DateTimeOffset Until(Stand stand)
    {
        var later = stands.SkipWhile(other => other != stand).Skip(1).FirstOrDefault(other => other.Id == stand.Id);
        return later?.AskedAt == stand.AskedAt
            ? stand.AskedAt
            : OfSubscriptions.Where(posted => (string?)Object(posted)["id"] == stand.Id).Select(At).Where(at => at > stand.AskedAt).DefaultIfEmpty(stand.AskedAt.AddDays(60)).Min();
    }

    private static DateTimeOffset Floor(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private static string Line(DateTimeOffset at, MovementKind kind, long amount, long mrr, bool isPause) => $"{at:yyyy-MM-dd HH:mm:ss} {kind} {amount} -> {mrr}{(isPause ? " pause" : "")}";

    private static (string Status, bool Paused, long Monthly) Figures(JsonObject subscription)
    {
        var item = subscription["items"]!["data"]![0]!;
        return ((string)subscription["status"]!, subscription["pause_collection"] is not null, (long)item["price"]!["unit_amount"]! * (long)item["quantity"]!);
    }

    private async Task LiveAsync()
    {
        now = TimeProvider.System.GetUtcNow().AddDays(-200).ToUnixTimeSeconds();
        clock = await MakeAsync("test_helpers/test_clocks", ("frozen_time", Text(now)));
        Customer = await MakeAsync("customers", ("name", "Grace"), ("email", "grace@example.com"), ("test_clock", clock));
        var good = await MakeAsync("payment_methods/pm_card_visa/attach", ("customer", Customer));
        var bad = await MakeAsync("payment_methods/pm_card_chargeCustomerFail/attach", ("customer", Customer));
        await stripe.PostAsync($"customers/{Customer}", ("name", "Grace Hopper"), ("invoice_settings[default_payment_method]", good));

        First = await MakeAsync("subscriptions", ("customer", Customer), ("items[0][price]", await PriceAsync("pro_month_usd")), ("trial_period_days", "14"));
        await StandsAsync(First, "trialing");
        await PassAsync(16);
        await StandsAsync(First, "active", since: "trial_end");

        var item = (string)stands[^1].Subscription["items"]!["data"]![0]!["id"]!;
        // Of one second, as all that is done while the clock stands: which of the two came last, only what they say was before can tell
        await ChangeAsync(("metadata[wish]", "more"));
        await ChangeAsync(("items[0][id]", item), ("items[0][price]", await PriceAsync("enterprise_month_usd")), ("proration_behavior", "always_invoice"));
        await StandsAsync(First, "active");
        await PassAsync(5);
        await ChangeAsync(("default_payment_method", bad));
        await StandsAsync(First, "active");
        await PassAsync(26);
        await StandsAsync(First, "past_due");
        await ChangeAsync(("default_payment_method", good));
        await StandsAsync(First, "past_due");
        await stripe.PostAsync($"invoices/{stands[^1].Subscription["latest_invoice"]}/pay", ("payment_method", good));
        await StandsAsync(First, "active");

        await PassAsync(3);
        await ChangeAsync(("pause_collection[behavior]", "void"));
        await StandsAsync(First, "active");
        await PassAsync(30);
        await ChangeAsync(("pause_collection", ""));
        await StandsAsync(First, "active");
        await PassAsync(2);
        await ChangeAsync(("cancel_at_period_end", "true"), ("cancellation_details[feedback]", "too_expensive"));
        await StandsAsync(First, "active");
        await PassAsync(31);
        await StandsAsync(First, "canceled", since: "ended_at");

        await PassAsync(10);
        Second = await MakeAsync("subscriptions", ("customer", Customer), ("items[0][price]", await PriceAsync("pro_month_usd")), ("default_payment_method", good));
        await StandsAsync(Second, "active");
        await stripe.PostAsync($"subscriptions/{Second}", ("metadata[seats]", "3"));
        await stripe.PostAsync($"subscriptions/{Second}", ("metadata[seats]", "4"));
        await StandsAsync(Second, "active");
        var sent = await MakeAsync("invoices", ("customer", Customer), ("collection_method", "send_invoice"), ("days_until_due", "30"));
        await stripe.PostAsync("invoiceitems", ("customer", Customer), ("invoice", sent), ("amount", "2500"), ("currency", "usd"));
        await stripe.PostAsync($"invoices/{sent}/finalize");
        Events = await ToldAsync();
        foreach (var posted in Events)
            read[posted] = EventReader.Read(Encoding.UTF8.GetBytes(posted.ToJsonString()), default);
    }

    private async Task<IReadOnlyList<JsonObject>> ToldAsync()
    {
        // An invoice's payment names its invoice, and not the customer
        string[] names = [Customer, .. (await stripe.ListAsync("invoices", ("customer", Customer))).Select(invoice => (string)invoice["id"]!)];
        return [.. (await stripe.ListAsync("events")).Where(posted => names.Any(name => posted.ToJsonString().Contains(name, StringComparison.Ordinal))).Reverse()];
    }

    /// <summary>Asks how the subscription stands. What the customer did is so since now; what time did, since a moment that the subscription itself names.</summary>
    private async Task StandsAsync(string id, string status, string? since = null)
    {
        var answered = await stripe.GetAsync($"subscriptions/{id}");
        Assert.Equal(status, (string?)answered["status"]);
        stands.Add(new Stand(DateTimeOffset.FromUnixTimeSeconds(now), since is null ? DateTimeOffset.FromUnixTimeSeconds(now) : DateTimeOffset.FromUnixTimeSeconds((long)answered[since]!), answered));
    }

    private async Task<string> MakeAsync(string path, params (string, string)[] form) => (string)(await stripe.PostAsync(path, form))["id"]!;

    private Task<JsonObject> ChangeAsync(params (string, string)[] form) => stripe.PostAsync($"subscriptions/{First}", form);

    private async Task<string> PriceAsync(string key) => (string)(await stripe.GetAsync($"prices?lookup_keys[]={key}"))["data"]![0]!["id"]!;

    private async Task PassAsync(int days)
    {
        now += days * Day;
        await stripe.AdvanceAsync(clock, now);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>How the sandbox answered that a subscription stands.</summary>
    /// <param name="AskedAt">When it was asked, by the customer's clock.</param>
    /// <param name="Since">Since when it stands so.</param>
    /// <param name="Subscription">The answer.</param>
    public sealed record Stand(DateTimeOffset AskedAt, DateTimeOffset Since, JsonObject Subscription)
    {
        public string Id => (string)Subscription["id"]!;
    }
}
