using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class TestClocks
{
    private const string Kind = "test_helpers.test_clock";

    private const long KeptSeconds = 30 * 86_400;

    public static void Map(Router router)
    {
        router.Post("/v1/test_helpers/test_clocks", Create);
        router.Get("/v1/test_helpers/test_clocks", c => Page.Of(c, Kind));
        router.Get("/v1/test_helpers/test_clocks/{id}", c => c.Work.Get(Kind, c.Id));
        router.Post("/v1/test_helpers/test_clocks/{id}/advance", Advance);
        router.Delete("/v1/test_helpers/test_clocks/{id}", Delete);
    }

    private static JsonObject Create(Call call)
    {
        Shapes.Refuse(call.Sent, "test clocks", "customer");
        var clock = call.Work.Add(new JsonObject
        {
            ["id"] = Ids.New("clock"),
            ["object"] = Kind,
            ["created"] = call.Work.RealNow,
            ["deletes_after"] = call.Work.RealNow + KeptSeconds,
            ["frozen_time"] = call.Sent.Long("frozen_time"),
            ["livemode"] = false,
            ["name"] = call.Sent.Str("name"),
            ["status"] = "ready",
            ["status_details"] = new JsonObject(),
        });
        call.Work.Emit("test_helpers.test_clock.created", clock);
        return clock;
    }

    /// <summary>Says how far to go; the going itself happens in steps, so that others are served meanwhile.</summary>
    private static JsonObject Advance(Call call)
    {
        var (work, clock) = (call.Work, call.Work.Get(Kind, call.Id));
        if (clock.Str("status") != "ready")
            throw new StripeError(429, "invalid_request_error", "lock_timeout", "This test clock is advancing already.");
        var target = call.Sent.Long("frozen_time")!.Value;
        if (target <= clock.Long("frozen_time"))
            throw StripeError.Invalid("The frozen time must be after the clock's current frozen time.", "frozen_time");
        if (target > Furthest(work, clock))
            throw StripeError.Invalid("A test clock can be advanced by at most two intervals of its shortest subscription at a time, and by two years where it has none.", "frozen_time");
        work.Touch(clock);
        clock["status"] = "advancing";
        clock["status_details"] = new JsonObject { ["advancing"] = new JsonObject { ["target_frozen_time"] = target } };
        work.Emit("test_helpers.test_clock.advancing", clock);
        return clock;
    }

    /// <summary>How far a clock goes at once: two intervals of the shortest price that a subscription or a schedule on it renews by; without any, two years.</summary>
    private static long Furthest(Work work, JsonObject clock)
    {
        var (id, now) = (clock.Str("id")!, clock.Long("frozen_time")!.Value);
        var running = work.Where("subscription", "clock", id).Where(s => s.Str("status") is not ("canceled" or "incomplete_expired")).SelectMany(s => s.Objects("items")).Select(i => i.Obj("price")!);
        var planned = work.Where("subscription_schedule", "clock", id).Where(s => s.Str("status") == "not_started")
            .SelectMany(s => s.Objects("phases")).SelectMany(p => p.Objects("items")).Select(i => work.Get("price", i.Id("price")!));
        return running.Concat(planned).Select(p => p.Obj("recurring")!).Select(r => Periods.End(now, r.Str("interval")!, 2 * r.Long("interval_count")!.Value, now)).DefaultIfEmpty(Periods.After(now, 24)).Min();
    }

    public static List<string> Advancing(Store store) => store.Rows("SELECT id FROM objects WHERE kind=$0 AND status='advancing'", r => r.GetString(0), Kind);

    /// <summary>Takes an advancing clock some steps further; true while it is not there yet.</summary>
    public static bool Step(Work work, string id, int steps)
    {
        if (work.Find(id) is not { } clock || clock.Str("status") != "advancing")
            return false;
        var target = clock.Obj("status_details")!.Obj("advancing")!.Long("target_frozen_time")!.Value;
        if (Due.Run(work, id, target, steps))
            return true;
        clock["frozen_time"] = target;
        End(work, clock, "ready");
        return false;
    }

    /// <summary>A clock that cannot go on says so, as Stripe's do.</summary>
    public static bool Fail(Work work, string id)
    {
        if (work.Find(id) is { } clock)
            End(work, clock, "internal_failure");
        return false;
    }

    private static void End(Work work, JsonObject clock, string status)
    {
        work.Touch(clock);
        clock["status"] = status;
        clock["status_details"] = new JsonObject();
        work.Emit($"test_helpers.test_clock.{status}", clock);
    }

    private static JsonObject Delete(Call call)
    {
        var (work, clock) = (call.Work, call.Work.Get(Kind, call.Id));
        work.Store.Execute("DELETE FROM objects WHERE clock=$0", call.Id);
        work.Emit("test_helpers.test_clock.deleted", clock);
        work.Remove(clock);
        return Shapes.Deleted(clock);
    }
}
