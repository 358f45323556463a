using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What becomes of an intent afterwards: captured, or given up.</summary>
internal static partial class PaymentIntents
{
    /// <summary>So long does a bank hold an authorised amount.</summary>
    public const long AuthorizedSeconds = 7 * 86_400;

    private static JsonObject Cancel(Call call)
    {
        var intent = call.Work.Get("payment_intent", call.Id);
        if (intent.Str("status") is "succeeded" or "canceled")
            throw Unexpected(intent, $"You cannot cancel this PaymentIntent because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.");
        if (intent.Str("_invoice") is not null)
            throw StripeError.Invalid("You cannot cancel this PaymentIntent because it was created by an invoice. Void the invoice instead.", null, "payment_intent_invalid_parameter");
        CheckoutSessions.CheckFree(call.Work, intent, "PaymentIntent");
        End(call.Work, intent, call.Sent.Str("cancellation_reason"));
        return intent;
    }

    public static void End(Work work, JsonObject intent, string? reason)
    {
        var before = intent.Str("status");
        work.Touch(intent);
        ThreeDSecure.Leave(intent, "canceled");
        intent["canceled_at"] = work.Now(intent);
        intent["cancellation_reason"] = reason;
        intent["amount_capturable"] = 0;
        intent["_due"] = null;
        if (before is "requires_capture" or "processing" && work.Find(intent.Str("latest_charge")) is { } charge)
            Charges.GiveUp(work, charge);
        work.Emit("payment_intent.canceled", intent);
    }

    private static JsonObject Capture(Call call)
    {
        var (work, intent) = (call.Work, call.Work.Get("payment_intent", call.Id));
        if (intent.Str("status") != "requires_capture")
            throw Unexpected(intent, $"This PaymentIntent could not be captured because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.");
        var amount = call.Sent.Long("amount_to_capture") ?? intent.Long("amount_capturable")!.Value;
        if (amount < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "amount_to_capture", "parameter_invalid_integer");
        if (amount > intent.Long("amount_capturable"))
            throw StripeError.Invalid("The amount to capture is greater than the capturable amount of the PaymentIntent.", "amount_to_capture", "amount_too_large");
        if (call.Has("final_capture") && !call.Sent.Flag("final_capture"))
            throw StripeError.Invalid("You cannot set `final_capture` to `false`: this PaymentIntent is not eligible for multicapture.", "final_capture");
        CheckOrder(call.Sent, intent.Strings("payment_method_types"));
        Shapes.Metadata(intent, call.Sent);
        intent.Take(call.Sent, "statement_descriptor", "statement_descriptor_suffix");
        var charge = work.Find(intent.Str("latest_charge"))!;
        Charges.Capture(work, charge, amount, call.Sent);
        work.Touch(intent);
        Settled(intent, "succeeded");
        intent["amount_received"] = amount;
        intent["amount_capturable"] = 0;
        work.Emit("charge.captured", charge);
        work.Emit("payment_intent.succeeded", intent);
        Paid(work, intent, work.Find(intent.Str("payment_method"))!);
        return intent;
    }

    /// <summary>What time brings: an authorisation that nobody captured is lost, a debit is settled.</summary>
    public static void FallDue(Work work, JsonObject intent)
    {
        work.Touch(intent);
        intent["_due"] = null;
        if (intent.Str("status") == "requires_capture")
            End(work, intent, "automatic");
        else if (intent.Str("status") == "processing")
            Debits.Settle(work, intent);
    }
}
