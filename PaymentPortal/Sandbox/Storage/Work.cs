using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox.Storage;

/// <summary>What one request (or one step of a clock) reads and changes; objects and their events are written together at its end.</summary>
internal sealed class Work(Store store, TimeProvider time, SandboxOptions options, string? requestId, string? idempotencyKey, string ownAddress)
{
    public const string ApiVersion = "2026-07-29.dahlia";

    private readonly Dictionary<string, JsonObject> known = [];
    private readonly Dictionary<string, bool> changed = [];
    private readonly List<Event> events = [];

    private readonly ArrayBufferWriter<byte> buffer = new(16 * 1024);

    private sealed record Event(string Id, string Type, long Created, byte[] Json);

    public Store Store => store;

    public SandboxOptions Options => options;

    /// <summary>The address under which the caller reached the sandbox, without a slash at its end.</summary>
    public string OwnAddress => ownAddress;

    /// <summary>The moment at which a clock's step happens; null while a request is served.</summary>
    public long? Moment { get; set; }

    /// <summary>Whether something was written that is due already in real time.</summary>
    public bool LeavesDue { get; private set; }

    /// <summary>True where everything is undone in the end; nobody is told of it.</summary>
    public bool Imagined { get; private init; }

    public long RealNow => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The time for objects that live on the given test clock, or on none.</summary>
    public long Now(string? clock) => Moment ?? (clock is { Length: > 0 } ? Find(clock)?.Long("frozen_time") ?? RealNow : RealNow);

    public long Now(JsonObject owner) => Now(owner.Str("_clock"));

    public JsonObject? Find(string? id)
    {
        if (id is null)
            return null;
        if (known.TryGetValue(id, out var found))
            return found;
        return store.ObjectJson(id) is { } json ? known[id] = JsonNode.Parse(json)!.AsObject() : null;
    }

    /// <summary>The object, or Stripe's refusal that there is none; a wrong id in the path answers 404, in a parameter 400.</summary>
    public JsonObject Get(string kind, string id, string? param = null)
    {
        var found = Find(id);
        return found is not null && found.Str("object") == kind && !found.Flag("deleted") ? found
            : throw StripeError.NoSuch(Noun(kind), id, param ?? (kind is "payment_intent" or "setup_intent" ? "intent" : "id"));
    }

    public static string Noun(string kind) => kind switch
    {
        "payment_method" => "PaymentMethod",
        "setup_intent" => "setupintent",
        "test_helpers.test_clock" => "test clock",
        _ => kind,
    };

    /// <summary>The objects of a kind whose column holds the value, newest first; what was made meanwhile and is not written yet comes along whatever it holds, so the caller looks at each.</summary>
    public List<JsonObject> Where(string kind, string column, string value)
    {
        var ids = store.Rows($"SELECT id FROM objects WHERE {column}=$0 AND kind=$1 ORDER BY created DESC, seq DESC", r => r.GetString(0), value, kind);
        var unwritten = changed.Where(c => c.Value && known[c.Key].Str("object") == kind).Select(c => c.Key).Reverse();
        return [.. unwritten.Concat(ids).Distinct().Select(i => Find(i)!)];
    }

    public JsonObject Add(JsonObject o)
    {
        var id = o.Str("id")!;
        known[id] = o;
        changed[id] = true;
        return o;
    }

    /// <summary>Marks the object to be written, without an event.</summary>
    public void Touch(JsonObject o) => changed.TryAdd(o.Str("id")!, false);

    public void Remove(JsonObject o)
    {
        Flush();
        known.Remove(o.Str("id")!);
        changed.Remove(o.Str("id")!);
        store.Remove(o.Str("id")!);
    }

    /// <summary>Changes an object and tells so by an event with the old values, if anything that shows is different now.</summary>
    public void Change(JsonObject o, string? eventType, Action<JsonObject> change)
    {
        var before = eventType is null || Imagined ? [] : o.DeepClone().AsObject();
        change(o);
        Touch(o);
        if (eventType is null || Imagined)
            return;
        var difference = Json.Difference(before, o);
        if (difference.Count > 0)
            Emit(eventType, o, difference);
    }

    /// <summary>Does something as if, answers what would come of it, and leaves no trace.</summary>
    public T Imagine<T>(Func<Work, T> what)
    {
        Flush();
        store.Execute("SAVEPOINT imagined");
        try
        {
            return what(new Work(store, time, options, null, null, ownAddress) { Moment = Moment, Imagined = true });
        }
        finally
        {
            store.Execute("ROLLBACK TO imagined");
            store.Execute("RELEASE imagined");
        }
    }

    public void Emit(string type, JsonObject o, JsonObject? previous = null)
    {
        if (Imagined)
            return;
        // What changed among the lines that do not show is not told.
        if (previous?.Obj("lines") is { } before && o.Obj("lines") is { } lines && Json.ShowsAs(before, lines))
            previous.Remove("lines");
        var id = Ids.New("evt");
        var created = Now(o);
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Text.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("object", "event");
            writer.WriteString("api_version", ApiVersion);
            writer.WriteNumber("created", created);
            writer.WriteStartObject("data");
            writer.WritePropertyName("object");
            o.WriteShown(writer);
            if (previous is not null)
            {
                writer.WritePropertyName("previous_attributes");
                previous.WriteShown(writer);
            }
            writer.WriteEndObject();
            writer.WriteBoolean("livemode", false);
            writer.WriteNumber("pending_webhooks", 0);
            writer.WriteStartObject("request");
            writer.WriteString("id", Moment is null ? requestId : null);
            writer.WriteString("idempotency_key", Moment is null ? idempotencyKey : null);
            writer.WriteEndObject();
            writer.WriteString("type", type);
            writer.WriteEndObject();
        }
        events.Add(new(id, type, created, Packed.Pack(buffer.WrittenSpan)));
        if (o.ContainsKey("_checkout"))
            Resources.CheckoutSessions.Told(this, o, type);
    }

    /// <summary>Writes objects and events, each event with one delivery per endpoint that wants it (and that it shall reach).</summary>
    public void Flush()
    {
        foreach (var (id, isNew) in changed)
        {
            if (Moment is null && known[id].Str("_clock") is { Length: > 0 } clock && Find(clock)?.Str("status") == "advancing")
                throw StripeError.Invalid("Test clock advancement underway - cannot perform modifications.");
            store.Save(known[id], isNew);
            LeavesDue |= known[id].Str("_clock") is null && known[id].Long("_due") <= RealNow;
        }
        changed.Clear();
        if (events.Count == 0)
            return;
        var endpoints = Webhooks.Endpoint.Enabled(store, options);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var one in events)
        {
            var wanted = endpoints.Where(e => e.Wants(one.Type)).ToList();
            store.Execute("INSERT INTO events(id,type,created,pending,json) VALUES($0,$1,$2,$3,$4)", one.Id, one.Type, one.Created, wanted.Count, one.Json);
            var seq = store.Scalar<long>("SELECT last_insert_rowid()");
            for (var i = 0; i < wanted.Count; i++)
            {
                var fate = Fate.Of(options.Delivery, seq, i);
                if (fate.Arrives)
                    store.Execute("INSERT INTO deliveries(event,endpoint,attempts,due,copies) VALUES($0,$1,0,$2,$3)", seq, wanted[i].Id, now + fate.DelayMilliseconds, (long)fate.Copies);
            }
        }
        events.Clear();
    }

    public static string Serialize(JsonNode node) => node.ToJsonString(Json.Text);
}
