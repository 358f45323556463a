using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Refunds
{
    private const int DaysUntilKnown = 3;

    public static void Map(Router router)
    {
        router.Post("/v1/refunds", Create);
        router.Get("/v1/refunds", c => Page.OfPayment(c, "refund"));
        router.Get("/v1/charges/{id}/refunds", c => Page.Of(c, "refund", null, ("parent", c.Work.Get("charge", c.Id).Str("id"))));
        router.Get("/v1/refunds/{id}", c => c.Work.Get("refund", c.Id));
        router.Post("/v1/refunds/{id}", Update);
        router.Post("/v1/refunds/{id}/cancel", Cancel);
    }

    public static JsonObject Create(Call call)
    {
        Shapes.Refuse(call.Sent, "refunds", "currency", "customer", "instructions_email", "origin", "refund_application_fee", "reverse_transfer");
        var charge = ChargeOf(call);
        var left = Charges.Left(charge);
        var amount = call.Sent.Long("amount") ?? left;
        if (left == 0)
            throw StripeError.Invalid($"Charge {charge.Str("id")} has already been refunded.", null, "charge_already_refunded");
        if (amount < 1)
            throw StripeError.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
        if (amount > left)
        {
            throw StripeError.Invalid(
                $"Refund amount ({Currencies.Format(amount, charge.Str("currency")!)}) is greater than unrefunded amount on charge ({Currencies.Format(left, charge.Str("currency")!)})", "amount");
        }
        if (amount < left && !charge.Flag("captured"))
            throw StripeError.Invalid("You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount.", "amount");
        return Make(call.Work, charge, amount, call.Sent.Str("reason"), call.Sent);
    }

    /// <summary>The charge that is named, or the last one of the intent that is; refused where no money came of it or it was taken back. Without an intent an authorisation is released in this way as well.</summary>
    private static JsonObject ChargeOf(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var intent = sent.Str("payment_intent") is { } name ? work.Get("payment_intent", name, "payment_intent") : null;
        var id = sent.Str("charge") ?? (intent is null
            ? throw StripeError.Invalid("One of the following params should be provided for this request: payment_intent or charge.", null, "parameter_missing")
            : intent.Str("latest_charge") ?? throw Nothing(intent.Str("id")!));
        var charge = work.Get("charge", id, "charge");
        if (intent is not null && charge.Str("payment_intent") != intent.Str("id"))
            throw StripeError.Invalid($"The charge {id} does not belong to the PaymentIntent {intent.Str("id")}.", "charge");
        if (charge.Str("payment_intent") is { } made && (!charge.Flag("captured") || charge.Str("status") != "succeeded"))
            throw Nothing(made);
        if (charge.Str("status") != "succeeded")
            throw StripeError.Invalid($"Charge {id} was not successful and cannot be refunded.", "charge", "charge_not_refundable");
        if (charge.Flag("disputed") && work.Where("dispute", "parent", charge.Str("id")!).Exists(d => d.Str("status") is "needs_response" or "under_review" or "lost"))
            throw StripeError.Invalid($"Charge {id} has been charged back; cannot issue a refund.", null, "charge_disputed");
        return charge;
    }

    private static StripeError Nothing(string intent) => StripeError.Invalid($"This PaymentIntent ({intent}) does not have a successful charge to refund.", "payment_intent", "charge_not_refundable");

    /// <summary>Gives back a part of a charge that is still there to give, or lets go what was only authorised; a debit's way back takes days, as do some cards'.</summary>
    private static JsonObject Make(Work work, JsonObject charge, long amount, string? reason, JsonObject sent)
    {
        var card = charge.Obj("payment_method_details")!.Obj("card") is not null;
        var captured = charge.Flag("captured");
        var course = captured ? Behaviour.Of(charge).Of("refund") : null;
        var pending = !card || course == "pending";
        var id = Ids.New(card ? "re" : "pyr");
        var now = work.Now(charge);
        var refund = work.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "refund",
            ["amount"] = amount,
            ["balance_transaction"] = captured ? BalanceTransactions.OfRefund(work, charge, id, amount).Str("id") : null,
            ["charge"] = charge.Str("id"),
            ["created"] = now,
            ["currency"] = charge.Str("currency"),
            ["customer"] = charge.Str("customer"),
            ["customer_account"] = null,
            ["destination_details"] = Destination(charge),
            ["metadata"] = new JsonObject(),
            ["payment_intent"] = charge.Str("payment_intent"),
            ["payment_method"] = charge.Str("payment_method"),
            ["reason"] = reason,
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = pending ? "pending" : "succeeded",
            ["transfer_reversal"] = null,
            ["_clock"] = charge.Str("_clock"),
            ["_due"] = pending || course == "fails" ? charge.Str("_clock") is null ? now : BankingDays.After(now, DaysUntilKnown) : null,
        });
        if (pending)
            refund["pending_reason"] = "processing";
        Shapes.Metadata(refund, sent);
        var before = charge.DeepClone().AsObject();
        work.Touch(charge);
        charge["amount_refunded"] = charge.Long("amount_refunded") + amount;
        charge["refunded"] = Charges.Left(charge) == 0;
        if (!captured)
            charge["_due"] = null;
        if (reason == "fraudulent")
            charge["fraud_details"] = new JsonObject { ["user_report"] = "fraudulent" };
        work.Emit("refund.created", refund);
        work.Emit("charge.refunded", charge, Json.Difference(before, charge));
        if (charge.Flag("refunded"))
            EarlyFraudWarnings.Heed(work, charge);
        return refund;
    }

    private static JsonObject Destination(JsonObject charge) => charge.Obj("payment_method_details")!.Str("type") switch
    {
        "card" => new() { ["card"] = new JsonObject { ["reference_status"] = "pending", ["reference_type"] = "acquirer_reference_number", ["type"] = "refund" }, ["type"] = "card" },
        "us_bank_account" => new() { ["type"] = "us_bank_account" },
        var type => new() { ["type"] = type },
    };

    private static JsonObject Update(Call call)
    {
        var refund = call.Work.Get("refund", call.Id);
        call.Work.Change(refund, "refund.updated", r => Shapes.Metadata(r, call.Sent));
        return refund;
    }

    /// <summary>Only refunds that wait for the customer can be canceled, and none of the methods here has such refunds.</summary>
    private static JsonObject Cancel(Call call)
    {
        var refund = call.Work.Get("refund", call.Id);
        throw StripeError.Invalid($"You cannot cancel this refund because it has a status of {refund.Str("status")}. Only a refund with a status of requires_action may be canceled.");
    }

    /// <summary>Days later: a pending refund arrives, or one that seemed to have arrived comes back.</summary>
    public static void FallDue(Work work, JsonObject refund)
    {
        var charge = work.Find(refund.Str("charge"))!;
        JsonObject Told(Action<JsonObject> change)
        {
            var before = refund.DeepClone().AsObject();
            work.Touch(refund);
            refund["_due"] = null;
            change(refund);
            return Json.Difference(before, refund);
        }
        if (refund.Str("status") == "pending")
        {
            var changes = Told(r =>
            {
                r["status"] = "succeeded";
                r.Remove("pending_reason");
            });
            work.Emit("refund.updated", refund, changes);
            work.Emit("charge.refund.updated", refund, changes.DeepClone().AsObject());
            return;
        }
        work.Touch(charge);
        charge["amount_refunded"] = charge.Long("amount_refunded") - refund.Long("amount");
        charge["refunded"] = false;
        var failed = Told(r =>
        {
            r["status"] = "failed";
            r["failure_reason"] = "expired_or_canceled_card";
            r["failure_balance_transaction"] = BalanceTransactions.OfRefundFailure(work, charge, r).Str("id");
        });
        work.Emit("refund.updated", refund, failed);
        work.Emit("refund.failed", refund);
        work.Emit("charge.refund.updated", refund, failed.DeepClone().AsObject());
    }
}
