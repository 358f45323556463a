using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

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
        var id = Ids.New("clock");
        var clock = call.Work.Add(new JsonObject
        {
            ["id"] = id,
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

    private static JsonObject Advance(Call call)
    {
        var (work, clock) = (call.Work, call.Work.Get(Kind, call.Id));
        var target = call.Sent.Long("frozen_time")!.Value;
        if (target <= clock.Long("frozen_time"))
            throw StripeError.Invalid("The frozen time must be after the clock's current frozen time.", "frozen_time");
        Due.Run(work, call.Id, target);
        clock["frozen_time"] = target;
        work.Touch(clock);
        work.Emit("test_helpers.test_clock.ready", clock);
        return clock;
    }

    private static JsonObject Delete(Call call)
    {
        var (work, clock) = (call.Work, call.Work.Get(Kind, call.Id));
        foreach (var id in work.Store.Rows("SELECT id FROM objects WHERE clock=$0", r => r.GetString(0), call.Id))
            work.Store.Remove(id);
        work.Emit("test_helpers.test_clock.deleted", clock);
        work.Remove(clock);
        return Shapes.Deleted(clock);
    }
}
