using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What is counted for prices by usage.</summary>
internal static class Meters
{
    private const string Kind = "billing.meter";

    public static void Map(Router router)
    {
        router.Post("/v1/billing/meters", Create);
        router.Get("/v1/billing/meters", c => Page.Of(c, Kind, null, ("status", c.Sent.Str("status"))));
        router.Get("/v1/billing/meters/{id}", c => c.Work.Get(Kind, c.Id));
        router.Post("/v1/billing/meters/{id}", Update);
        router.Post("/v1/billing/meters/{id}/deactivate", c => Turn(c, "inactive", "billing.meter.deactivated"));
        router.Post("/v1/billing/meters/{id}/reactivate", c => Turn(c, "active", "billing.meter.reactivated"));
        router.Get("/v1/billing/meters/{id}/event_summaries", Summaries);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var name = sent.Str("event_name")!;
        if (name.Length > 100)
            throw StripeError.Invalid("`event_name` can have at most 100 characters.", "event_name");
        if (ByEvent(work, name) is { } other)
            throw StripeError.Invalid($"There is already an active meter for the event name {name} ({other.Str("id")}).", "event_name", "resource_already_exists");
        var meter = new JsonObject
        {
            ["id"] = $"mtr_test_{Ids.Random(24)}",
            ["object"] = Kind,
            ["created"] = work.RealNow,
            ["customer_mapping"] = new JsonObject { ["event_payload_key"] = sent.Obj("customer_mapping")?.Str("event_payload_key") ?? "stripe_customer_id", ["type"] = "by_id" },
            ["default_aggregation"] = new JsonObject { ["formula"] = sent.Obj("default_aggregation")!.Str("formula") },
            ["display_name"] = sent.Str("display_name"),
            ["event_name"] = name,
            ["event_time_window"] = sent.Str("event_time_window"),
            ["livemode"] = false,
            ["status"] = "active",
            ["status_transitions"] = new JsonObject { ["deactivated_at"] = null },
            ["updated"] = work.RealNow,
            ["value_settings"] = new JsonObject { ["event_payload_key"] = sent.Obj("value_settings")?.Str("event_payload_key") ?? "value" },
            ["_key"] = name,
        };
        work.Add(meter);
        work.Emit("billing.meter.created", meter);
        return meter;
    }

    public static JsonObject? ByEvent(Work work, string name) => work.Where(Kind, "key", name).FirstOrDefault(m => m.Str("event_name") == name && m.Str("status") == "active");

    private static JsonObject Update(Call call)
    {
        var meter = call.Work.Get(Kind, call.Id);
        call.Work.Change(meter, "billing.meter.updated", m =>
        {
            m.Take(call.Sent, "display_name");
            m["updated"] = call.Work.RealNow;
        });
        return meter;
    }

    private static JsonObject Turn(Call call, string status, string eventType)
    {
        var (work, meter) = (call.Work, call.Work.Get(Kind, call.Id));
        if (meter.Str("status") == status)
            throw StripeError.Invalid($"The meter is already {status}.");
        if (status == "active" && ByEvent(work, meter.Str("event_name")!) is { } other)
            throw StripeError.Invalid($"There is already an active meter for this event name ({other.Str("id")}).", null, "resource_already_exists");
        work.Touch(meter);
        meter["status"] = status;
        meter["updated"] = work.RealNow;
        meter.Obj("status_transitions")!["deactivated_at"] = status == "active" ? null : work.RealNow;
        work.Emit(eventType, meter);
        return meter;
    }

    /// <summary>What a customer used from a moment up to another, that one not counted.</summary>
    public static decimal Usage(Work work, JsonObject meter, string customer, long from, long to) => Together(meter, MeterEvents.Of(work, meter, customer, from, to));

    private static decimal Together(JsonObject meter, IEnumerable<JsonObject> events) => meter.Obj("default_aggregation")!.Str("formula") switch
    {
        "count" => events.Count(),
        "last" => events.OrderBy(e => e.Long("timestamp")).Select(MeterEvents.Value).LastOrDefault(),
        _ => events.Sum(MeterEvents.Value),
    };

    private static JsonObject Summaries(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var meter = work.Get(Kind, call.Id);
        var customer = work.Get("customer", sent.Str("customer")!, "customer").Str("id")!;
        var (from, to) = (sent.Long("start_time")!.Value, sent.Long("end_time")!.Value);
        long step = sent.Str("value_grouping_window") switch { "hour" => 3_600, "day" => 86_400, _ => 60 };
        foreach (var name in new[] { "start_time", "end_time" })
        {
            if (sent.Long(name) % step != 0)
                throw StripeError.Invalid($"`{name}` must align with {step switch { 60 => "minute", 3_600 => "hour", _ => "day" }} boundaries (UTC).", name);
        }
        if (to <= from)
            throw StripeError.Invalid("`end_time` must be after `start_time`.", "end_time");
        var events = MeterEvents.Of(work, meter, customer, from, to).ToList();
        var windows = sent["value_grouping_window"] is null
            ? events.GroupBy(_ => (Start: from, End: to))
            : events.GroupBy(e => (Start: e.Long("timestamp")!.Value / step * step, End: e.Long("timestamp")!.Value / step * step + step));
        return Page.Of(call, windows.OrderByDescending(w => w.Key.Start).Select(w => new JsonObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"mtrusg_test_{customer}_{w.Key.Start}_{w.Key.End}"),
            ["object"] = "billing.meter_event_summary",
            ["aggregated_value"] = Together(meter, w),
            ["end_time"] = w.Key.End,
            ["livemode"] = false,
            ["meter"] = meter.Str("id"),
            ["start_time"] = w.Key.Start,
        }));
    }
}
