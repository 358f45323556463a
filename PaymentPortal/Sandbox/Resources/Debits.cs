using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Payments from a bank account: sent today, known days later.</summary>
internal static class Debits
{
    private const int AchDays = 4;

    private const int SepaDays = 5;

    private const long DelayedSeconds = 180;

    /// <summary>Sends the debit to the bank; the intent is processing until the bank answers.</summary>
    public static StripeError? Submit(Work work, JsonObject intent, JsonObject method, JsonObject? acceptance)
    {
        var behaviour = Behaviour.Of(method);
        if (behaviour.Of("risk") is not null)
            return PaymentIntents.Declined(work, intent, method, Refusal.Fraud("highest_risk_level") with { Code = "payment_intent_payment_attempt_failed", DeclineCode = null, Message = "The payment was blocked because it has a high risk of fraud." }, null);
        if (!Microdeposits.Verified(work, intent, method, acceptance))
            return null;
        var mandate = Mandates.For(work, intent, method, acceptance);
        PaymentIntents.Keep(work, intent, method);
        var settles = SettlesAt(work, intent, method);
        var charge = Charges.Record(work, intent, method, new(null, null, true) { Debit = (mandate, settles) });
        PaymentIntents.Settled(intent, "processing");
        intent["latest_charge"] = charge.Str("id");
        intent["_due"] = behaviour.Is("stays") ? null : settles;
        intent["_automatic"] = work.Find(intent.Str("_invoice"))?.Flag("_automatic");
        work.Emit("payment_intent.processing", intent);
        work.Emit("charge.pending", charge);
        Trust(work, intent, method);
        return null;
    }

    /// <summary>A subscription begins while its first debit is under way; its invoice stays open until the money is there.</summary>
    private static void Trust(Work work, JsonObject intent, JsonObject method)
    {
        if (work.Find(intent.Str("_invoice")) is { } invoice && work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription && subscription.Str("status") == "incomplete")
            SubscriptionLife.InvoicePaid(work, subscription, invoice, method);
    }

    /// <summary>On a test clock as many banking days later as in life; else as soon as in Stripe's test mode: at once, or after three minutes.</summary>
    private static long SettlesAt(Work work, JsonObject intent, JsonObject method)
    {
        var now = work.Now(intent);
        var delayed = Behaviour.Of(method).Is("delayed") ? DelayedSeconds : 0;
        return (intent.Str("_clock") is null ? now : BankingDays.After(now, method.Str("type") == "us_bank_account" ? AchDays : SepaDays)) + delayed;
    }

    public static void Settle(Work work, JsonObject intent)
    {
        var charge = work.Find(intent.Str("latest_charge"))!;
        var method = work.Find(intent.Str("payment_method"))!;
        work.Touch(charge);
        // To its invoice the attempt is what it was when it was sent: one of those that come by themselves, or not.
        var invoice = work.Find(intent.Str("_invoice"));
        if (invoice is not null)
            invoice["_automatic"] = intent.Copy("_automatic");
        if (Behaviour.Of(method).Of("fail") is { } code)
            Return(work, intent, charge, method, Refusal.OfDebit(code));
        else
            Arrive(work, intent, charge, method);
        if (invoice is not null)
            invoice["_automatic"] = null;
    }

    private static void Arrive(Work work, JsonObject intent, JsonObject charge, JsonObject method)
    {
        PaymentIntents.Settled(intent, "succeeded");
        intent["amount_received"] = intent.Long("amount");
        Charges.Settle(work, charge);
        work.Emit("charge.succeeded", charge);
        work.Emit("payment_intent.succeeded", intent);
        PaymentIntents.Paid(work, intent, method);
    }

    private static void Return(Work work, JsonObject intent, JsonObject charge, JsonObject method, Refusal refusal)
    {
        charge["status"] = "failed";
        charge["failure_code"] = refusal.Code;
        charge["failure_message"] = refusal.Message;
        PaymentIntents.Fail(work, intent, new StripeError(402, "invalid_request_error",
            refusal.Code is "account_closed" or "no_account" or "insufficient_funds" or "debit_not_authorized" or "charge_exceeds_source_limit" ? refusal.Code : "payment_intent_payment_attempt_failed", refusal.Message)
        {
            Objects = new JsonObject { ["charge"] = charge.Str("id"), ["payment_method"] = method.Shown() },
        });
    }
}
