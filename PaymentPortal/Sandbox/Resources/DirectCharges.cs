using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The old way to charge: a token at once, without an intent. Customers keep payment methods here, never cards of the old kind, so that they have nothing to be charged in this way.</summary>
internal static class DirectCharges
{
    public static void Map(Router router)
    {
        router.Post("/v1/charges", Create);
        router.Post("/v1/charges/{id}/capture", Capture);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        Shapes.Refuse(sent, "charges", "application_fee", "application_fee_amount", "destination", "on_behalf_of", "transfer_data", "radar_options");
        Shapes.CheckSuffix(sent);
        var amount = sent.Long("amount") ?? throw StripeError.Missing("amount");
        var currency = Currencies.Known(sent.Str("currency") ?? throw StripeError.Missing("currency"));
        Currencies.CheckChargeable(amount, currency);
        var customer = sent.Str("customer") is { } id ? work.Get("customer", id, "customer") : null;
        var method = Source(work, customer, sent.Str("source"));
        var order = new JsonObject { ["amount"] = amount, ["currency"] = currency, ["shipping"] = Shapes.Shipping(sent) };
        order.Take(sent, "description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group");
        Shapes.Metadata(order, sent);
        var refusal = Refusal.OfCard(method, work.Now(order));
        if (refusal is null && ThreeDSecure.Demand(order, method, customerIsAway: true) is not (ThreeDSecure.Step.None or ThreeDSecure.Step.Frictionless))
            refusal = Refusal.Of("authentication_required");
        var charge = Charges.Record(work, order, method, new(refusal, null, !sent.ContainsKey("capture") || sent.Flag("capture")));
        charge["payment_method"] = method.Str("id");
        charge["source"] = Card(method);
        if (refusal is null && !charge.Flag("captured"))
            charge["_due"] = work.Now(charge) + PaymentIntents.AuthorizedSeconds;
        work.Emit(refusal is null ? "charge.succeeded" : "charge.failed", charge);
        return refusal is null ? charge : throw refusal.Error(new JsonObject { ["charge"] = charge.Str("id") });
    }

    /// <summary>The card of a token, good for this one charge.</summary>
    private static JsonObject Source(Work work, JsonObject? customer, string? source)
    {
        if (source is null)
        {
            throw customer is null ? StripeError.Invalid("Must provide source or customer.", null, "parameter_missing")
                : new StripeError(402, "card_error", "missing", "Cannot charge a customer that has no active card", "card");
        }
        if (customer is not null)
            throw new StripeError(402, "card_error", "missing", $"Customer {customer.Str("id")} does not have a linked source with ID {source}.", "source");
        var card = source.StartsWith("tok_", StringComparison.Ordinal) ? TestCard.OfName(source) : null;
        if (card is null)
            throw StripeError.NoSuch(source.StartsWith("tok_", StringComparison.Ordinal) ? "token" : "source", source, "source");
        var method = PaymentMethods.Unkept(work, Cards.OfToken(work, card));
        method["id"] = Ids.New("card");
        return method;
    }

    private static JsonObject Card(JsonObject method)
    {
        var known = method.Obj("card")!;
        var card = new JsonObject
        {
            ["id"] = method.Str("id"),
            ["object"] = "card",
            ["address_city"] = null,
            ["address_country"] = null,
            ["address_line1"] = null,
            ["address_line1_check"] = null,
            ["address_line2"] = null,
            ["address_state"] = null,
            ["address_zip"] = null,
            ["address_zip_check"] = null,
            ["brand"] = known.Str("brand") switch { "amex" => "American Express", "diners" => "Diners Club", "discover" => "Discover", "jcb" => "JCB", "mastercard" => "MasterCard", "unionpay" => "UnionPay", _ => "Visa" },
            ["customer"] = null,
            ["cvc_check"] = Cards.Checked(method, false).Str("cvc_check"),
            ["dynamic_last4"] = null,
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["regulated_status"] = "unregulated",
            ["tokenization_method"] = null,
        };
        card.Take(known, "country", "exp_month", "exp_year", "fingerprint", "funding", "last4");
        return card;
    }

    private static JsonObject Capture(Call call)
    {
        var (work, charge) = (call.Work, call.Work.Get("charge", call.Id));
        Shapes.Refuse(call.Sent, "a charge's capture", "application_fee", "application_fee_amount", "transfer_data", "transfer_group");
        if (charge.Str("payment_intent") is { } intent)
            throw StripeError.Invalid($"This charge was created by the PaymentIntent {intent}. Capture the PaymentIntent instead.", null, "charge_not_capturable");
        if (charge.Flag("captured"))
            throw StripeError.Invalid($"Charge {call.Id} has already been captured.", null, "charge_already_captured");
        if (charge.Str("status") != "succeeded" || charge.Flag("refunded"))
            throw StripeError.Invalid($"Charge {call.Id} can't be captured: it failed, or its authorization has expired.", null, "charge_expired_for_capture");
        var amount = call.Sent.Long("amount") ?? charge.Long("amount")!.Value;
        if (amount < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
        if (amount > charge.Long("amount"))
            throw StripeError.Invalid("The amount to capture is greater than the amount of the charge.", "amount", "amount_too_large");
        Shapes.CheckSuffix(call.Sent);
        charge.Take(call.Sent, "receipt_email");
        charge["_due"] = null;
        Charges.Capture(work, charge, amount, call.Sent);
        work.Emit("charge.captured", charge);
        return charge;
    }
}
