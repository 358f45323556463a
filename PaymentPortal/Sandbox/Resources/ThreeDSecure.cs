using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The bank's side of 3D Secure: the page says how the challenge ended.</summary>
internal static class ThreeDSecure
{
    public static void Map(Router router) => router.Post("/v1/3ds2/authenticate", Authenticate, publishable: true);

    private static JsonObject Authenticate(Call call)
    {
        var source = call.Sent.Str("source") ?? throw StripeError.Missing("source");
        var outcome = call.Sent.Str("outcome") ?? throw StripeError.Missing("outcome");
        if (outcome is not ("succeeded" or "failed"))
            throw StripeError.Invalid("Invalid outcome: must be one of succeeded, or failed", "outcome");
        var work = call.Work;
        var intent = work.Where("payment_intent", "key", source).Concat(work.Where("setup_intent", "key", source)).FirstOrDefault() ?? throw StripeError.NoSuch("source", source, "source");
        var method = work.Find(intent.Str("payment_method"))!;
        var isPayment = intent.Str("object") == "payment_intent";
        if (outcome == "succeeded" && isPayment)
            PaymentIntents.Succeed(work, intent, method, authenticated: true);
        else if (outcome == "succeeded")
            SetupIntents.Succeed(work, intent, method);
        else if (isPayment)
            PaymentIntents.Fail(work, intent, Failure("payment_intent", method));
        else
            SetupIntents.Fail(work, intent, Failure("setup_intent", method));
        return new JsonObject
        {
            ["id"] = Ids.New("threeds2"),
            ["object"] = "three_d_secure_2",
            ["ares"] = new JsonObject { ["transStatus"] = outcome == "succeeded" ? "Y" : "N" },
            ["created"] = work.RealNow,
            ["livemode"] = false,
            ["source"] = source,
            ["state"] = outcome,
        };
    }

    private static StripeError Failure(string kind, JsonObject method) => new(402, "invalid_request_error", $"{kind}_authentication_failure",
        "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.")
    {
        Objects = new JsonObject { ["payment_method"] = method.Shown() },
    };
}
