using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Charges
{
    public static void Map(Router router)
    {
        router.Get("/v1/charges", c => Page.Of(c, "charge", null, ("customer", c.Sent.Str("customer")), ("parent", c.Sent.Str("payment_intent"))));
        router.Get("/v1/charges/{id}", c => c.Work.Get("charge", c.Id));
        router.Post("/v1/charges/{id}", Update);
    }

    private static JsonObject Update(Call call)
    {
        var charge = call.Work.Get("charge", call.Id);
        call.Work.Change(charge, "charge.updated", c =>
        {
            c.Take(call.Sent, "description", "receipt_email");
            if (call.Sent.ContainsKey("shipping"))
                c["shipping"] = Shapes.Shipping(call.Sent.Obj("shipping"));
            Shapes.Metadata(c, call.Sent);
        });
        return charge;
    }

    /// <summary>The record of one attempt to charge a card, successful or not; the caller tells of it.</summary>
    public static JsonObject Record(Work work, JsonObject intent, JsonObject method, Cards.Refusal? refusal, bool authenticated, bool capture)
    {
        var amount = intent.Long("amount")!.Value;
        var card = method.Obj("card")!;
        var paid = refusal is null;
        var id = Ids.New("ch");
        var charge = new JsonObject
        {
            ["id"] = id,
            ["object"] = "charge",
            ["amount"] = amount,
            ["amount_captured"] = paid && capture ? amount : 0,
            ["amount_refunded"] = 0,
            ["application"] = null,
            ["application_fee"] = null,
            ["application_fee_amount"] = null,
            ["balance_transaction"] = null,
            ["billing_details"] = method.Copy("billing_details"),
            ["calculated_statement_descriptor"] = "PAYMENTPORTAL",
            ["captured"] = paid && capture,
            ["created"] = work.Now(intent),
            ["currency"] = intent.Str("currency"),
            ["customer"] = intent.Str("customer"),
            ["description"] = intent.Str("description"),
            ["disputed"] = false,
            ["failure_balance_transaction"] = null,
            ["failure_code"] = refusal?.Code,
            ["failure_message"] = refusal?.Message,
            ["fraud_details"] = new JsonObject(),
            ["livemode"] = false,
            ["metadata"] = intent.Copy("metadata"),
            ["on_behalf_of"] = null,
            ["outcome"] = Outcome(refusal),
            ["paid"] = paid,
            ["payment_intent"] = intent.Str("id"),
            ["payment_method"] = method.Str("id"),
            ["payment_method_details"] = new JsonObject { ["card"] = Details(card, amount, refusal, authenticated), ["type"] = "card" },
            ["radar_options"] = new JsonObject(),
            ["receipt_email"] = intent.Str("receipt_email"),
            ["receipt_number"] = null,
            ["receipt_url"] = paid ? $"https://pay.stripe.com/receipts/payment/{id}" : null,
            ["refunded"] = false,
            ["review"] = null,
            ["shipping"] = intent.Copy("shipping"),
            ["source"] = null,
            ["source_transfer"] = null,
            ["statement_descriptor"] = intent.Str("statement_descriptor"),
            ["statement_descriptor_suffix"] = intent.Str("statement_descriptor_suffix"),
            ["status"] = paid ? "succeeded" : "failed",
            ["transfer_data"] = null,
            ["transfer_group"] = null,
            ["_clock"] = intent.Str("_clock"),
        };
        work.Add(charge);
        if (paid && capture)
            charge["balance_transaction"] = BalanceTransactions.OfCharge(work, charge).Str("id");
        return charge;
    }

    private static JsonObject Details(JsonObject card, long amount, Cards.Refusal? refusal, bool authenticated)
    {
        var checks = card.Copy("checks")!.AsObject();
        if (checks.Str("cvc_check") is "unchecked" or "pass")
            checks["cvc_check"] = refusal?.Code == "incorrect_cvc" ? "fail" : "pass";
        return new JsonObject
        {
            ["amount_authorized"] = refusal is null ? amount : null,
            ["authorization_code"] = refusal is null ? Ids.Random(6).ToUpperInvariant() : null,
            ["brand"] = card.Str("brand"),
            ["checks"] = checks,
            ["country"] = card.Str("country"),
            ["exp_month"] = card.Long("exp_month"),
            ["exp_year"] = card.Long("exp_year"),
            ["extended_authorization"] = new JsonObject { ["status"] = "disabled" },
            ["fingerprint"] = card.Str("fingerprint"),
            ["funding"] = card.Str("funding"),
            ["incremental_authorization"] = new JsonObject { ["status"] = "unavailable" },
            ["installments"] = null,
            ["last4"] = card.Str("last4"),
            ["mandate"] = null,
            ["multicapture"] = new JsonObject { ["status"] = "unavailable" },
            ["network"] = card.Str("brand"),
            ["network_token"] = new JsonObject { ["used"] = false },
            ["network_transaction_id"] = Ids.Random(15),
            ["overcapture"] = new JsonObject { ["maximum_amount_capturable"] = amount, ["status"] = "unavailable" },
            ["regulated_status"] = "unregulated",
            ["three_d_secure"] = authenticated ? new JsonObject
            {
                ["authentication_flow"] = "challenge",
                ["electronic_commerce_indicator"] = card.Str("brand") == "mastercard" ? "02" : "05",
                ["exemption_indicator"] = null,
                ["result"] = "authenticated",
                ["result_reason"] = null,
                ["transaction_id"] = Ids.Random(20),
                ["version"] = "2.2.0",
            } : null,
            ["transaction_link_id"] = null,
            ["wallet"] = null,
        };
    }

    private static JsonObject Outcome(Cards.Refusal? refusal) => new()
    {
        ["advice_code"] = refusal?.Code switch { null => null, "processing_error" or "insufficient_funds" => "try_again_later", "expired_card" or "incorrect_cvc" => "confirm_card_data", _ => null },
        ["network_advice_code"] = null,
        ["network_decline_code"] = refusal is null ? null : "05",
        ["network_status"] = refusal is null ? "approved_by_network" : "declined_by_network",
        ["reason"] = refusal?.DeclineCode,
        ["risk_level"] = "normal",
        ["risk_score"] = 12,
        ["seller_message"] = refusal is null ? "Payment complete." : "The bank did not return any further details with this decline.",
        ["type"] = refusal is null ? "authorized" : "issuer_declined",
    };
}
