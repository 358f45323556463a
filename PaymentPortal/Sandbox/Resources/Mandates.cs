using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>A customer's permission to debit an account.</summary>
internal static class Mandates
{
    public static void Map(Router router) => router.Get("/v1/mandates/{id}", c => c.Work.Get("mandate", c.Id));

    /// <summary>The mandate under which the account may be debited: what the call says was accepted now, or what was accepted before.</summary>
    public static string For(Work work, JsonObject intent, JsonObject method, JsonObject? acceptance)
    {
        if (acceptance is null && (method.Str("_mandate") ?? intent.Str("_mandate")) is { } given)
            return given;
        // An invoice is collected by the business, which holds the customer's consent to its terms.
        if (acceptance is null && intent.Str("_invoice") is null)
        {
            throw StripeError.Invalid(
                $"This {(intent.Str("object") == "payment_intent" ? "PaymentIntent" : "SetupIntent")} requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.",
                null, $"{intent.Str("object")}_mandate_invalid");
        }
        if (acceptance?.Str("type") == "offline" && acceptance.Obj("online") is not null)
            throw StripeError.Invalid("`online` cannot be sent where `type` is `offline`.", "mandate_data[customer_acceptance][online]");
        var lasting = intent.Str("object") == "setup_intent" || PaymentIntents.LaterUse(intent, method) is not (null or "none") || method.Str("customer") is not null;
        var mandate = Add(work, intent, method, acceptance, lasting);
        work.Touch(method);
        if (lasting)
            method["_mandate"] = mandate.Str("id");
        return mandate.Str("id")!;
    }

    private static JsonObject Add(Work work, JsonObject intent, JsonObject method, JsonObject? acceptance, bool lasting)
    {
        var type = method.Str("type")!;
        var online = acceptance?.Obj("online");
        var mandate = new JsonObject
        {
            ["id"] = Ids.New("mandate"),
            ["object"] = "mandate",
            ["customer_acceptance"] = new JsonObject
            {
                ["accepted_at"] = acceptance?.Long("accepted_at") ?? work.Now(intent),
                ["type"] = online is null ? "offline" : "online",
                [online is null ? "offline" : "online"] = online is null ? new JsonObject() : new JsonObject { ["ip_address"] = online.Str("ip_address"), ["user_agent"] = online.Str("user_agent") },
            },
            ["livemode"] = false,
            ["payment_method"] = method.Str("id"),
            ["payment_method_details"] = new JsonObject
            {
                ["type"] = type,
                [type] = type == "sepa_debit"
                    ? new JsonObject { ["reference"] = Ids.Random(16).ToUpperInvariant(), ["url"] = $"https://hooks.stripe.com/adapter/sepa_debit/file/{Ids.Random(16)}" }
                    : new JsonObject(),
            },
            ["status"] = "active",
            ["type"] = lasting ? "multi_use" : "single_use",
            ["_clock"] = intent.Str("_clock"),
        };
        if (lasting)
            mandate["multi_use"] = new JsonObject();
        else
            mandate["single_use"] = new JsonObject { ["amount"] = intent.Long("amount"), ["currency"] = intent.Str("currency") };
        return work.Add(mandate);
    }
}
