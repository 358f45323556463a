using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

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
        Finish(call.Work, Waiting(call.Work, source) ?? throw StripeError.NoSuch("source", source, "source"), outcome == "succeeded");
        return new JsonObject
        {
            ["id"] = Ids.New("threeds2"),
            ["object"] = "three_d_secure_2",
            ["ares"] = new JsonObject { ["transStatus"] = outcome == "succeeded" ? "Y" : "N" },
            ["created"] = call.Work.RealNow,
            ["livemode"] = false,
            ["source"] = source,
            ["state"] = outcome,
        };
    }

    /// <summary>The intent that waits for this challenge to end.</summary>
    public static JsonObject? Waiting(Work work, string source) => work.Where("payment_intent", "key", source).Concat(work.Where("setup_intent", "key", source)).FirstOrDefault();

    public static void Finish(Work work, JsonObject intent, bool passed)
    {
        var method = work.Find(intent.Str("payment_method"))!;
        switch (intent.Str("object"), passed)
        {
            case ("payment_intent", true):
                PaymentIntents.Succeed(work, intent, method, authenticated: true);
                break;
            case ("payment_intent", false):
                PaymentIntents.Fail(work, intent, Failure("payment_intent", "PaymentIntent", method));
                break;
            case (_, true):
                SetupIntents.Succeed(work, intent, method);
                break;
            default:
                SetupIntents.Fail(work, intent, Failure("setup_intent", "SetupIntent", method));
                break;
        }
    }

    private static StripeError Failure(string code, string noun, JsonObject method) => new(402, "invalid_request_error", $"{code}_authentication_failure",
        $"The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this {noun} again.")
    {
        Objects = new JsonObject { ["payment_method"] = method.Shown() },
    };
}
