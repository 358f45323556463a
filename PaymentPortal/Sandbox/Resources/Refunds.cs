using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

internal static class Refunds
{
    public static void Map(Router router)
    {
        router.Post("/v1/refunds", Create);
        router.Get("/v1/refunds", c => Page.Of(c, "refund", null, ("parent", c.Sent.Str("charge")), ("key", c.Sent.Str("payment_intent"))));
        router.Get("/v1/refunds/{id}", c => c.Work.Get("refund", c.Id));
    }

    public static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var chargeId = sent.Str("charge") ?? (sent.Str("payment_intent") is { } intent ? work.Get("payment_intent", intent, "payment_intent").Str("latest_charge") : null)
            ?? throw StripeError.Invalid("One of the following params should be provided for this request: payment_intent or charge.", null, "parameter_missing");
        var charge = work.Get("charge", chargeId, "charge");
        if (!charge.Flag("captured"))
            throw StripeError.Invalid($"This PaymentIntent ({charge.Str("payment_intent")}) does not have a successful charge to refund.", null, "charge_not_refundable");
        var left = charge.Long("amount_captured")!.Value - charge.Long("amount_refunded")!.Value;
        if (left == 0)
            throw StripeError.Invalid($"Charge {chargeId} has already been refunded.", null, "charge_already_refunded");
        var amount = sent.Long("amount") ?? left;
        if (amount < 1)
            throw StripeError.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
        if (amount > left)
        {
            throw StripeError.Invalid(
                $"Refund amount ({Currencies.Format(amount, charge.Str("currency")!)}) is greater than unrefunded amount on charge ({Currencies.Format(left, charge.Str("currency")!)})", "amount");
        }
        var id = Ids.New("re");
        var refund = work.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "refund",
            ["amount"] = amount,
            ["balance_transaction"] = BalanceTransactions.OfRefund(work, charge, id, amount).Str("id"),
            ["charge"] = chargeId,
            ["created"] = work.Now(charge),
            ["currency"] = charge.Str("currency"),
            ["customer"] = charge.Str("customer"),
            ["customer_account"] = null,
            ["destination_details"] = new JsonObject { ["card"] = new JsonObject { ["reference_status"] = "pending", ["reference_type"] = "acquirer_reference_number", ["type"] = "refund" }, ["type"] = "card" },
            ["metadata"] = new JsonObject(),
            ["payment_intent"] = charge.Str("payment_intent"),
            ["payment_method"] = charge.Str("payment_method"),
            ["reason"] = sent.Str("reason"),
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = "succeeded",
            ["transfer_reversal"] = null,
            ["_clock"] = charge.Str("_clock"),
        });
        Shapes.Metadata(refund, sent);
        var before = charge.DeepClone().AsObject();
        work.Touch(charge);
        charge["amount_refunded"] = charge.Long("amount_refunded") + amount;
        charge["refunded"] = amount == left;
        work.Emit("refund.created", refund);
        work.Emit("charge.refunded", charge, Json.Difference(before, charge));
        return refund;
    }
}
