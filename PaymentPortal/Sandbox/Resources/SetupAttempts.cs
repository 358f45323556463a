using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Each try to set up a method, and how it ended.</summary>
internal static class SetupAttempts
{
    private const string Kind = "setup_attempt";

    public static void Map(Router router) =>
        router.Get("/v1/setup_attempts", c => Page.Of(c, Kind, null, ("parent", c.Work.Get("setup_intent", c.Sent.Str("setup_intent")!, "setup_intent").Str("id"))));

    public static void Begin(Work work, JsonObject intent, JsonObject method)
    {
        End(work, intent, "abandoned");
        var type = method.Str("type")!;
        var attempt = work.Add(new JsonObject
        {
            ["id"] = Ids.New("setatt"),
            ["object"] = Kind,
            ["application"] = null,
            ["created"] = work.Now(intent),
            ["customer"] = intent.Str("customer"),
            ["customer_account"] = null,
            ["flow_directions"] = null,
            ["livemode"] = false,
            ["on_behalf_of"] = null,
            ["payment_method"] = method.Str("id"),
            ["payment_method_details"] = new JsonObject { [type] = type == "card" ? OfCard(method) : new JsonObject(), ["type"] = type },
            ["setup_error"] = null,
            ["setup_intent"] = intent.Str("id"),
            ["status"] = "requires_action",
            ["usage"] = intent.Str("usage"),
            ["_clock"] = intent.Str("_clock"),
            ["_parent"] = intent.Str("id"),
        });
        work.Touch(intent);
        intent["latest_attempt"] = attempt.Str("id");
    }

    private static JsonObject OfCard(JsonObject method)
    {
        var card = method.Obj("card")!;
        var details = new JsonObject { ["checks"] = card.Copy("checks"), ["network"] = card.Str("brand"), ["three_d_secure"] = null, ["wallet"] = null };
        details.Take(card, "brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4");
        return details;
    }

    /// <summary>Notes how the intent's last try ended, if that is still open.</summary>
    public static void End(Work work, JsonObject intent, string status, JsonObject? error = null)
    {
        if (work.Find(intent.Str("latest_attempt")) is not { } attempt || attempt.Str("status") != "requires_action")
            return;
        work.Touch(attempt);
        attempt["status"] = status;
        attempt["setup_error"] = error?.DeepClone();
        if (intent.Str("_source") is not null && status is "succeeded" or "failed" && attempt.Obj("payment_method_details")!.Obj("card") is { } card)
            card["three_d_secure"] = ChargeDetails.Challenged(card, passed: status == "succeeded");
    }
}
