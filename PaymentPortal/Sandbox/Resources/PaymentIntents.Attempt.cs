using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Confirming an intent: one attempt to pay, and how it ends.</summary>
internal static partial class PaymentIntents
{
    private static JsonObject Confirm(Call call) => ForCaller(call, ConfirmWith(call, Open(call)));

    private static JsonObject ConfirmWith(Call call, JsonObject intent)
    {
        var (work, sent) = (call.Work, call.Sent);
        switch (intent.Str("status"))
        {
            case "succeeded":
                throw Unexpected(intent, "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.");
            case "canceled" or "requires_capture" or "processing":
                throw Unexpected(intent, $"You cannot confirm this PaymentIntent because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.");
        }
        var method = Method(work, sent) ?? work.Find(intent.Str("payment_method"))
            ?? throw Unexpected(intent, "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.");
        Usable(method, intent);
        work.Change(intent, null, i => i.Take(sent, "setup_future_usage", "receipt_email"));
        var refusal = Attempt(work, intent, method, new Circumstances(sent["off_session"] is JsonValue v && v.ToString() != "false", sent.Flag("use_stripe_sdk"), sent.Str("return_url")));
        return refusal is null ? intent : throw refusal;
    }

    /// <summary>How a payment comes about: whether its customer is away, and how a challenge can be shown.</summary>
    internal readonly record struct Circumstances(bool CustomerIsAway, bool ChallengeInPage = false, string? ReturnUrl = null);

    /// <summary>Charges, asks for authentication, or records the decline; a decline is answered, for the caller to throw.</summary>
    public static StripeError? Attempt(Work work, JsonObject intent, JsonObject method, Circumstances how)
    {
        work.Touch(intent);
        intent["payment_method"] = method.Str("id");
        intent["last_payment_error"] = null;
        intent["next_action"] = null;
        var behaviour = method.Str("_behaviour");
        if (behaviour == "authenticate_always" || (behaviour == "authenticate_unless_set_up" && !method.Flag("_set_up")))
        {
            if (how.CustomerIsAway)
                return Declined(work, intent, method, new("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication."));
            Challenge(work, intent, how);
            work.Emit("payment_intent.requires_action", intent);
            if (intent.Str("_invoice") is { } invoice)
                work.Emit("invoice.payment_action_required", work.Find(invoice)!);
            return null;
        }
        if (Cards.RefusalOf(behaviour) is { } refusal)
            return Declined(work, intent, method, refusal);
        Succeed(work, intent, method, authenticated: false);
        return null;
    }

    public static void Challenge(Work work, JsonObject intent, Circumstances how)
    {
        var source = Ids.New("src");
        intent["_source"] = source;
        intent["status"] = "requires_action";
        intent["next_action"] = how is { ReturnUrl: { } back, ChallengeInPage: false }
            ? new JsonObject { ["redirect_to_url"] = new JsonObject { ["return_url"] = back, ["url"] = $"{work.OwnAddress}{ChallengePage.Path}?source={source}" }, ["type"] = "redirect_to_url" }
            : new JsonObject
            {
                ["type"] = "use_stripe_sdk",
                ["use_stripe_sdk"] = new JsonObject
                {
                    ["directory_server_name"] = "visa",
                    ["directory_server_encryption"] = new JsonObject { ["algorithm"] = "RSA" },
                    ["one_click_authn"] = null,
                    ["server_transaction_id"] = Ids.Random(24),
                    ["three_d_secure_2_source"] = source,
                    ["three_ds_method_url"] = "",
                    ["three_ds_optimizations"] = "k",
                    ["type"] = "stripe_3ds2_fingerprint",
                },
            };
    }

    public static void Succeed(Work work, JsonObject intent, JsonObject method, bool authenticated)
    {
        var capture = intent.Str("capture_method") != "manual";
        var amount = intent.Long("amount")!.Value;
        if (intent.Str("customer") is { } customer && intent.Str("setup_future_usage") is not null)
            PaymentMethods.Own(work, method, work.Find(customer)!);
        else if (method.Str("customer") is null)
            method["_detached"] = true;
        if (authenticated && intent.Str("setup_future_usage") == "off_session")
            method["_set_up"] = true;
        work.Touch(method);
        var charge = Charges.Record(work, intent, method, null, authenticated, capture);
        work.Touch(intent);
        intent["latest_charge"] = charge.Str("id");
        intent["next_action"] = null;
        intent["last_payment_error"] = null;
        intent["_source"] = null;
        intent["status"] = capture ? "succeeded" : "requires_capture";
        intent["amount_received"] = capture ? amount : 0;
        intent["amount_capturable"] = capture ? 0 : amount;
        work.Emit("charge.succeeded", charge);
        work.Emit(capture ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", intent);
        if (capture && intent.Str("_invoice") is { } invoice)
            InvoiceCollection.PaidBy(work, work.Find(invoice)!, intent, method);
    }

    private static StripeError Declined(Work work, JsonObject intent, JsonObject method, Cards.Refusal refusal)
    {
        var charge = Charges.Record(work, intent, method, refusal, false, true);
        var error = new StripeError(402, "card_error", refusal.Code, refusal.Message)
        {
            DeclineCode = refusal.DeclineCode,
            KeepsChanges = true,
            Objects = new JsonObject { ["charge"] = charge.Str("id"), ["payment_method"] = method.Shown() },
        };
        intent["latest_charge"] = charge.Str("id");
        Fail(work, intent, error);
        error.Objects["payment_intent"] = intent.Shown();
        return error;
    }

    /// <summary>Back to the start: the method is gone, the reason stands in last_payment_error.</summary>
    public static void Fail(Work work, JsonObject intent, StripeError error)
    {
        var last = error.Body("")["error"]!.DeepClone().AsObject();
        last.Remove("request_log_url");
        work.Touch(intent);
        intent["last_payment_error"] = last;
        intent["payment_method"] = null;
        intent["next_action"] = null;
        intent["_source"] = null;
        intent["status"] = "requires_payment_method";
        if (last.Str("charge") is { } charge)
            work.Emit("charge.failed", work.Find(charge)!);
        work.Emit("payment_intent.payment_failed", intent);
        if (intent.Str("_invoice") is { } invoice)
            InvoiceCollection.PaymentFailed(work, work.Find(invoice)!);
    }
}
