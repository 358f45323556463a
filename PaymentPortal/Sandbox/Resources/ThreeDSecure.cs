using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>3D Secure: when a card asks for it, and the bank's side of it, where the page says how the challenge ended.</summary>
internal static class ThreeDSecure
{
    internal enum Step
    {
        None,
        Challenge,
        Frictionless,
        Fails,
    }

    public static void Map(Router router) => router.Post("/v1/3ds2/authenticate", Authenticate, publishable: true);

    /// <summary>What has to happen before the card is charged, or saved.</summary>
    public static Step Demand(JsonObject intent, JsonObject method, bool customerIsAway)
    {
        var asked = intent.Obj("payment_method_options")?.Obj("card")?.Str("request_three_d_secure") is "any" or "challenge" && !customerIsAway;
        return Behaviour.Of(method).Of("3ds") switch
        {
            "always" => Step.Challenge,
            "unless_set_up" => customerIsAway && method.Flag("_set_up") ? Step.None : Step.Challenge,
            "set_up" => customerIsAway ? Step.None : Step.Challenge,
            "optional" => asked ? Step.Challenge : Step.None,
            "optional_error" => asked ? Step.Fails : Step.None,
            "error" => Step.Fails,
            "frictionless" => Step.Frictionless,
            _ => Step.None,
        };
    }

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
            ["ares"] = new JsonObject
            {
                ["acsChallengeMandated"] = "Y",
                ["acsTransID"] = Ids.Random(24),
                ["acsURL"] = null,
                ["authenticationType"] = "02",
                ["cardholderInfo"] = null,
                ["dsTransID"] = Ids.Random(24),
                ["messageExtension"] = null,
                ["messageType"] = "ARes",
                ["messageVersion"] = "2.2.0",
                ["sdkTransID"] = null,
                ["threeDSServerTransID"] = Ids.Random(24),
                ["transStatus"] = outcome == "succeeded" ? "Y" : "N",
            },
            ["created"] = call.Work.RealNow,
            ["creq"] = null,
            ["error"] = null,
            ["fallback_redirect_url"] = null,
            ["livemode"] = false,
            ["source"] = source,
            ["state"] = outcome,
        };
    }

    /// <summary>The intent that waits for this challenge to end.</summary>
    public static JsonObject? Waiting(Work work, string source) => work.Where("payment_intent", "key", source).Concat(work.Where("setup_intent", "key", source)).FirstOrDefault();

    /// <summary>The intent stands there from now on; a challenge that it waited for, or that was passed for it, counts no more.</summary>
    public static void Leave(JsonObject intent, string status)
    {
        intent["status"] = status;
        intent["next_action"] = null;
        intent["_source"] = null;
        intent["_passed"] = null;
    }

    /// <summary>What was agreed to is not what it was: it has to be confirmed anew, once there is something to pay with.</summary>
    public static void StepBack(JsonObject intent) => Leave(intent, intent.Str("payment_method") is null ? "requires_payment_method" : "requires_confirmation");

    /// <summary>Goes on after the challenge. A decline that follows is recorded, and shows in the intent.</summary>
    public static void Finish(Work work, JsonObject intent, bool passed)
    {
        var method = work.Find(intent.Str("payment_method"))!;
        switch (intent.Str("object"), passed)
        {
            case ("payment_intent", true) when intent.Str("confirmation_method") == "manual":
                work.Touch(intent);
                Leave(intent, "requires_confirmation");
                intent["_passed"] = method.Str("id");
                break;
            case ("payment_intent", true):
                PaymentIntents.Charge(work, intent, method, "challenge");
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
