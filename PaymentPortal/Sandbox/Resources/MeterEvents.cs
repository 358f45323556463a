using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Usage as it is reported. An identifier counts once within a day; what was wrong can be taken back within a day.</summary>
internal static class MeterEvents
{
    private const string Kind = "billing.meter_event";

    private const long Day = 86_400;

    private const long Oldest = 35 * Day;

    private const long Newest = 300;

    private const decimal LargestValue = 999_999_999_999_999;

    public static void Map(Router router)
    {
        router.Post("/v1/billing/meter_events", Create);
        router.Post("/v1/billing/meter_event_adjustments", Cancel);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var name = sent.Str("event_name")!;
        var meter = Meters.ByEvent(work, name) ?? throw StripeError.Invalid($"No active meter found for event name {name}.", "event_name", "resource_missing");
        var payload = sent.Obj("payload")!;
        string Required(string key) => payload[key]?.ToString() is { Length: > 0 } text ? text : throw StripeError.Missing($"payload[{key}]");
        var customerKey = meter.Obj("customer_mapping")!.Str("event_payload_key")!;
        var customer = work.Get("customer", Required(customerKey), $"payload[{customerKey}]");
        var valueKey = meter.Obj("value_settings")!.Str("event_payload_key")!;
        decimal value = 1;
        if (meter.Obj("default_aggregation")!.Str("formula") != "count"
            && (!decimal.TryParse(Required(valueKey), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) || Math.Abs(value) > LargestValue))
        {
            throw StripeError.Invalid($"Invalid value: {payload[valueKey]}. The value of a meter event must be a number of at most 15 digits.", $"payload[{valueKey}]");
        }
        var (now, at) = (work.Now(customer), sent.Long("timestamp") ?? work.Now(customer));
        if (at > now + Newest || at < now - Oldest)
            throw StripeError.Invalid("The timestamp must be within the past 35 calendar days or up to 5 minutes in the future.", "timestamp");
        var identifier = sent.Str("identifier") ?? Ids.Random(24);
        if (identifier.Length > 100)
            throw StripeError.Invalid("`identifier` can have at most 100 characters.", "identifier");
        if (Known(work, identifier, name) is { } known && work.RealNow - known.Long("_received") < Day)
            throw StripeError.Invalid($"An event already exists with identifier {identifier}.", "identifier", "duplicate_meter_event");
        return work.Add(new JsonObject
        {
            ["id"] = $"_{Ids.New("mtrevt")}",
            ["object"] = Kind,
            ["created"] = now,
            ["event_name"] = name,
            ["identifier"] = identifier,
            ["livemode"] = false,
            ["payload"] = new JsonObject(payload.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value?.ToString()))),
            ["timestamp"] = at,
            ["_clock"] = customer.Str("_clock"),
            ["_key"] = identifier,
            ["_parent"] = Place(meter, customer.Str("id")!),
            ["_received"] = work.RealNow,
            ["_value"] = value.ToString(CultureInfo.InvariantCulture),
        });
    }

    private static string Place(JsonObject meter, string customer) => $"{meter.Str("id")}:{customer}";

    private static JsonObject? Known(Work work, string identifier, string name) =>
        work.Where(Kind, "key", identifier).FirstOrDefault(e => e.Str("identifier") == identifier && e.Str("event_name") == name && !e.Flag("_canceled"));

    /// <summary>The events of one customer from a moment up to another, that one not counted.</summary>
    public static IEnumerable<JsonObject> Of(Work work, JsonObject meter, string customer, long from, long to)
    {
        var place = Place(meter, customer);
        return work.Where(Kind, "parent", place).Where(e => e.Str("_parent") == place && !e.Flag("_canceled") && e.Long("timestamp") >= from && e.Long("timestamp") < to).Reverse();
    }

    public static decimal Value(JsonObject one) => decimal.Parse(one.Str("_value")!, CultureInfo.InvariantCulture);

    private static JsonObject Cancel(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var (name, identifier) = (sent.Str("event_name")!, sent.Obj("cancel")?.Str("identifier") ?? throw StripeError.Missing("cancel[identifier]"));
        var known = Known(work, identifier, name) ?? throw StripeError.NoSuch("meter event", identifier, "cancel[identifier]");
        if (work.RealNow - known.Long("_received") >= Day)
            throw StripeError.Invalid("A meter event can only be cancelled within 24 hours after it was received.", "cancel[identifier]");
        work.Touch(known);
        known["_canceled"] = true;
        return new JsonObject
        {
            ["object"] = "billing.meter_event_adjustment",
            ["cancel"] = new JsonObject { ["identifier"] = identifier },
            ["event_name"] = name,
            ["livemode"] = false,
            ["status"] = "complete",
            ["type"] = "cancel",
        };
    }
}
