using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>A bank account that was typed is debited only once its owner names the cents that were sent to it, or the code beside them.</summary>
internal static class Microdeposits
{
    public const string AttemptsExceeded = "payment_method_microdeposit_verification_attempts_exceeded";
    public const string Timeout = "payment_method_microdeposit_verification_timeout";

    private const int MostTries = 10;
    private const int MostTriesOfAmounts = 3;

    private const string Right = "SM11AA";
    private const string TooOften = "SM33CC";
    private const string TooLate = "SM44DD";

    public static void Map(Router router)
    {
        router.Post("/v1/payment_intents/{id}/verify_microdeposits", c => Verify(c.Work, c.Work.Get("payment_intent", c.Id), c.Sent));
        router.Post("/v1/setup_intents/{id}/verify_microdeposits", c => Verify(c.Work, c.Work.Get("setup_intent", c.Id), c.Sent));
    }

    /// <summary>Asks for the verification where it is missing; true where the account may be debited already.</summary>
    public static bool Verified(Work work, JsonObject intent, JsonObject method, JsonObject? acceptance)
    {
        if (!method.Flag("_unverified"))
            return true;
        intent["_mandate"] = Mandates.For(work, intent, method, acceptance);
        intent["_tries"] = 0;
        var key = Ids.Random(24);
        intent["_deposit"] = new JsonObject { ["key"] = key, ["method"] = method.Str("id"), ["outcome"] = null };
        intent["status"] = "requires_action";
        intent["next_action"] = new JsonObject
        {
            ["type"] = "verify_with_microdeposits",
            ["verify_with_microdeposits"] = new JsonObject
            {
                ["arrival_date"] = BankingDays.Midnight(BankingDays.After(work.Now(intent), 1)),
                ["hosted_verification_url"] = $"{work.OwnAddress}{MicrodepositPage.Path}?intent={intent.Str("id")}&deposit={key}",
                // Where the code does not work Stripe sends two sums; which accounts those are is its own affair, here those for savings.
                ["microdeposit_type"] = method.Obj("us_bank_account")!.Str("account_type") == "savings" ? "amounts" : "descriptor_code",
            },
        };
        work.Emit($"{intent.Str("object")}.requires_action", intent);
        if (work.Find(intent.Str("_invoice")) is { } invoice && work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.Confirms(work, subscription);
        return false;
    }

    /// <summary>The intent whose deposit goes by this key, as long as no other took its place.</summary>
    public static JsonObject? Sent(Work work, string id, string key) =>
        work.Find(id) is { } intent && intent.Str("object") is "payment_intent" or "setup_intent" && intent.Obj("_deposit")?.Str("key") == key ? intent : null;

    public static bool Awaits(JsonObject intent) => intent.Str("status") == "requires_action" && intent.Obj("next_action")!.Str("type") == "verify_with_microdeposits";

    public static bool AsksForAmounts(JsonObject intent) => intent.Obj("next_action")?.Obj("verify_with_microdeposits")?.Str("microdeposit_type") == "amounts";

    public static JsonObject Verify(Work work, JsonObject intent, JsonObject sent)
    {
        if (!Awaits(intent))
            throw PaymentIntents.Unexpected(intent, $"You cannot verify this {intent.Str("object")} with microdeposits because it has a status of {intent.Str("status")}.");
        if (sent.ContainsKey("amounts") == sent.ContainsKey("descriptor_code"))
            throw StripeError.Invalid("Exactly one of amounts and descriptor_code must be given.", "descriptor_code", "parameter_missing");
        var method = work.Find(intent.Str("payment_method"))!;
        switch (Code(sent))
        {
            case Right:
                work.Touch(method);
                method.Remove("_unverified");
                intent.Obj("_deposit")!["outcome"] = "verified";
                GoOn(work, intent, method);
                return intent;
            case TooLate:
                throw Fail(work, intent, method, Timeout, "The microdeposits were not verified in time.");
            case var code:
                work.Touch(intent);
                intent["_tries"] = intent.Long("_tries") + 1;
                if (code == TooOften || intent.Long("_tries") >= (AsksForAmounts(intent) ? MostTriesOfAmounts : MostTries))
                    throw Fail(work, intent, method, AttemptsExceeded, "You have exceeded the number of allowed verification attempts.");
                throw new StripeError(400, "invalid_request_error", sent.ContainsKey("amounts") ? "payment_method_microdeposit_verification_amounts_mismatch" : "payment_method_microdeposit_verification_descriptor_code_mismatch",
                    "What was given does not match what was sent to the bank account.", sent.ContainsKey("amounts") ? "amounts" : "descriptor_code")
                {
                    KeepsChanges = true,
                };
        }
    }

    /// <summary>The published amounts stand for the published codes.</summary>
    private static string Code(JsonObject sent)
    {
        if (sent.Str("descriptor_code") is { } code)
            return code;
        long[] amounts = [.. sent["amounts"]!.AsArray().Select(a => (long)a!.GetValue<decimal>()).Order()];
        return amounts switch { [32, 45] => Right, [10, 11] => TooOften, [40, 41] => TooLate, _ => "" };
    }

    private static void GoOn(Work work, JsonObject intent, JsonObject method)
    {
        if (intent.Str("object") == "payment_intent")
        {
            work.Touch(intent);
            Debits.Submit(work, intent, method, null);
            return;
        }
        intent["mandate"] = intent.Str("_mandate");
        SetupIntents.Succeed(work, intent, method);
    }

    private static StripeError Fail(Work work, JsonObject intent, JsonObject method, string code, string message)
    {
        intent.Obj("_deposit")!["outcome"] = code;
        var error = new StripeError(400, "invalid_request_error", code, message) { KeepsChanges = true, Objects = new JsonObject { ["payment_method"] = method.Shown() } };
        if (intent.Str("object") == "payment_intent")
            PaymentIntents.Fail(work, intent, error);
        else
            SetupIntents.Fail(work, intent, error);
        return error;
    }
}
