using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What becomes of an intent afterwards: captured, or given up.</summary>
internal static partial class PaymentIntents
{
    private static JsonObject Cancel(Call call)
    {
        var intent = call.Work.Get("payment_intent", call.Id);
        if (intent.Str("status") is "succeeded" or "canceled")
            throw Unexpected(intent, $"You cannot cancel this PaymentIntent because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.");
        if (intent.Str("_invoice") is not null)
            throw StripeError.Invalid("You cannot cancel this PaymentIntent because it was created by an invoice. Void the invoice instead.", null, "payment_intent_invalid_parameter");
        End(call.Work, intent, call.Sent.Str("cancellation_reason"));
        return intent;
    }

    public static void End(Work work, JsonObject intent, string? reason)
    {
        work.Touch(intent);
        intent["status"] = "canceled";
        intent["canceled_at"] = work.Now(intent);
        intent["cancellation_reason"] = reason;
        intent["next_action"] = null;
        intent["amount_capturable"] = 0;
        intent["_source"] = null;
        work.Emit("payment_intent.canceled", intent);
    }

    private static JsonObject Capture(Call call)
    {
        var (work, intent) = (call.Work, call.Work.Get("payment_intent", call.Id));
        if (intent.Str("status") != "requires_capture")
            throw Unexpected(intent, $"This PaymentIntent could not be captured because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.");
        var amount = call.Sent.Long("amount_to_capture") ?? intent.Long("amount")!.Value;
        if (amount < 1 || amount > intent.Long("amount"))
            throw StripeError.Invalid("The amount to capture must be between 1 and the capturable amount.", "amount_to_capture", "amount_too_large");
        var charge = work.Find(intent.Str("latest_charge"))!;
        work.Touch(charge);
        charge["captured"] = true;
        charge["amount_captured"] = amount;
        charge["amount_refunded"] = charge.Long("amount") - amount;
        charge["balance_transaction"] = BalanceTransactions.OfCharge(work, charge).Str("id");
        work.Touch(intent);
        intent["status"] = "succeeded";
        intent["amount_received"] = amount;
        intent["amount_capturable"] = 0;
        work.Emit("charge.captured", charge);
        work.Emit("payment_intent.succeeded", intent);
        return intent;
    }
}
