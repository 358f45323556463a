using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Confirming an intent: one attempt to pay, and how it ends.</summary>
internal static partial class PaymentIntents
{
    private static JsonObject Confirm(Call call)
    {
        try
        {
            var intent = Open(call);
            if (call.Publishable && intent.Str("confirmation_method") == "manual")
            {
                throw StripeError.Invalid(
                    $"This PaymentIntent {call.Id} cannot be confirmed using your publishable key because its `confirmation_method` is set to `manual`. Please use your secret key instead, or create a PaymentIntent with `confirmation_method` set to `automatic`.");
            }
            CheckOrder(call.Sent, []);
            Shapes.CheckReturnUrl(call.Sent);
            return ForCaller(call, ConfirmWith(call, intent));
        }
        catch (StripeError e) when (call.Publishable && e.Objects?.Obj("payment_intent") is { } intent)
        {
            e.Objects["payment_intent"] = ForCaller(call, intent);
            throw;
        }
    }

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
        if (sent.Long("amount_to_confirm") is { } agreed && agreed != intent.Long("amount"))
            throw StripeError.Invalid($"The amount to confirm ({agreed}) is not the amount of this PaymentIntent ({intent.Long("amount")}).", "amount_to_confirm", "payment_intent_invalid_parameter");
        CheckOfInvoice(intent, sent);
        work.Change(intent, null, i =>
        {
            Shapes.CheckEmail(sent, "receipt_email");
            i.Take(sent, "setup_future_usage", "receipt_email", "capture_method");
            PaymentTypes.Apply(i, Confirmed(sent), i.Str("currency"));
            PaymentTypes.CheckOptions(sent, i);
            if (sent.ContainsKey("shipping"))
                i["shipping"] = Shapes.Shipping(sent);
        });
        Usable(method, intent);
        var away = sent["off_session"] is JsonValue v && v.ToString() != "false";
        if (away && sent.Str("setup_future_usage") is not null)
            throw StripeError.Invalid("You cannot set `setup_future_usage` together with `off_session`: the customer must be there to save a payment method.", "setup_future_usage");
        var refusal = Attempt(work, intent, method, new(away, sent.Flag("use_stripe_sdk"), sent.Str("return_url"))
        {
            ChallengeIsAnError = sent.Flag("error_on_requires_action"),
            Acceptance = sent.Obj("mandate_data")?.Obj("customer_acceptance"),
        });
        return refusal is null ? intent : throw refusal;
    }

    /// <summary>Of what a confirmation says, that which names kinds of payment.</summary>
    private static JsonObject Confirmed(JsonObject sent)
    {
        var types = new JsonObject();
        types.Take(sent, "payment_method_types", "excluded_payment_method_types", "payment_method_options", "capture_method");
        return types;
    }

    /// <summary>How a payment comes about: whether its customer is away, and how a challenge can be shown.</summary>
    internal readonly record struct Circumstances(bool CustomerIsAway, bool ChallengeInPage = false, string? ReturnUrl = null)
    {
        public bool ChallengeIsAnError { get; init; }

        /// <summary>Whether an invoice collects: it waits for its customer where another payment without him fails.</summary>
        public bool InvoiceCollects { get; init; }

        /// <summary>How the customer agreed to be debited.</summary>
        public JsonObject? Acceptance { get; init; }
    }

    /// <summary>Charges, asks for authentication, sends a debit on its way, or records the decline; a decline is answered, for the caller to throw.</summary>
    public static StripeError? Attempt(Work work, JsonObject intent, JsonObject method, Circumstances how)
    {
        if (intent.Str("status") is "processing" or "requires_capture" or "succeeded" or "canceled")
            return Unexpected(intent, $"You cannot pay this PaymentIntent because it has a status of {intent.Str("status")}.");
        var passed = intent.Str("_passed") == method.Str("id");
        work.Touch(intent);
        intent["payment_method"] = method.Str("id");
        intent["last_payment_error"] = null;
        intent["_return"] = how.ReturnUrl;
        ThreeDSecure.StepBack(intent);
        if (intent.Long("amount") > Currencies.Largest)
            return TooLarge(work, intent);
        if (method.Str("type") != "card")
            return Debits.Submit(work, intent, method, how.Acceptance);
        if (Refusal.OfCard(method, work.Now(intent)) is { Blocked: not "" } fraud)
            return Declined(work, intent, method, fraud, null);
        switch (passed ? ThreeDSecure.Step.None : ThreeDSecure.Demand(intent, method, how.CustomerIsAway))
        {
            case ThreeDSecure.Step.Challenge when how.ChallengeIsAnError || how is { CustomerIsAway: true, InvoiceCollects: false }:
                return Declined(work, intent, method, Refusal.Of("authentication_required"), null);
            case ThreeDSecure.Step.Challenge:
                Challenge(work, intent, how);
                work.Emit("payment_intent.requires_action", intent);
                if (intent.Str("_invoice") is { } invoice)
                    InvoiceCollection.ActionRequired(work, work.Find(invoice)!);
                return null;
            case ThreeDSecure.Step.Fails:
                return Declined(work, intent, method, Refusal.Of("generic_decline"), null);
            case ThreeDSecure.Step.Frictionless:
                return Charge(work, intent, method, "frictionless");
            default:
                return Charge(work, intent, method, passed ? "challenge" : null);
        }
    }

    /// <summary>An invoice may ask for more than can be charged at once.</summary>
    private static StripeError TooLarge(Work work, JsonObject intent)
    {
        var refusal = Currencies.TooLarge(intent.Str("currency")!, "amount");
        var error = new StripeError(refusal.Status, refusal.Type, refusal.Code, refusal.Message, refusal.Param) { KeepsChanges = true };
        Fail(work, intent, error);
        return error;
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

    /// <summary>The bank's answer to the charge itself; `authentication` is how the customer proved who they are, if they did.</summary>
    public static StripeError? Charge(Work work, JsonObject intent, JsonObject method, string? authentication)
    {
        if (Refusal.OfCard(method, work.Now(intent)) is { } refusal)
            return Declined(work, intent, method, refusal, authentication);
        var capture = (intent.Obj("payment_method_options")?.Obj("card")?.Str("capture_method") ?? intent.Str("capture_method")) != "manual";
        var amount = intent.Long("amount")!.Value;
        Keep(work, intent, method);
        if (authentication is not null && LaterUse(intent, method) == "off_session")
            method["_set_up"] = true;
        var charge = Charges.Record(work, intent, method, new(null, authentication, capture));
        work.Touch(intent);
        intent["latest_charge"] = charge.Str("id");
        Settled(intent, capture ? "succeeded" : "requires_capture");
        intent["amount_received"] = capture ? amount : 0;
        intent["amount_capturable"] = capture ? 0 : amount;
        intent["_due"] = capture ? null : work.Now(intent) + AuthorizedSeconds;
        work.Emit("charge.succeeded", charge);
        work.Emit(capture ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", intent);
        if (!capture)
            return null;
        Paid(work, intent, method);
        if (Charges.IsBookedLater(intent))
            Charges.BookLater(work, charge);
        return null;
    }

    /// <summary>A method that pays for later use becomes its customer's; one that belongs to nobody cannot be used again.</summary>
    public static void Keep(Work work, JsonObject intent, JsonObject method)
    {
        if (intent.Str("customer") is { } customer && LaterUse(intent, method) is not (null or "none"))
            PaymentMethods.Own(work, method, work.Find(customer)!);
        else if (method.Str("customer") is null)
            method["_detached"] = true;
        work.Touch(method);
    }

    /// <summary>What the method is to be kept for: what is said of its kind counts before what is said of all.</summary>
    public static string? LaterUse(JsonObject intent, JsonObject method) =>
        intent.Obj("payment_method_options")?.Obj(method.Str("type")!)?.Str("setup_future_usage") ?? intent.Str("setup_future_usage");

    public static void Settled(JsonObject intent, string status)
    {
        ThreeDSecure.Leave(intent, status);
        intent["last_payment_error"] = null;
        intent["_due"] = null;
    }

    /// <summary>Tells the invoice, if there is one.</summary>
    public static void Paid(Work work, JsonObject intent, JsonObject method)
    {
        if (intent.Str("_invoice") is { } invoice)
            InvoiceCollection.PaidBy(work, work.Find(invoice)!, intent, method);
    }

    public static StripeError Declined(Work work, JsonObject intent, JsonObject method, Refusal refusal, string? authentication)
    {
        var charge = Charges.Record(work, intent, method, new(refusal, authentication, true));
        var error = refusal.Error(new JsonObject { ["charge"] = charge.Str("id"), ["payment_method"] = method.Shown() });
        intent["latest_charge"] = charge.Str("id");
        Fail(work, intent, error);
        error.Objects!["payment_intent"] = intent.Shown();
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
        intent["_due"] = null;
        ThreeDSecure.StepBack(intent);
        if (last.Str("charge") is { } charge)
            work.Emit("charge.failed", work.Find(charge)!);
        work.Emit("payment_intent.payment_failed", intent);
        if (intent.Str("_invoice") is { } invoice)
            InvoiceCollection.PaymentFailed(work, work.Find(invoice)!);
    }
}
