using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a charge tells of its card and of how the bank took it.</summary>
internal static class ChargeDetails
{
    public static JsonObject OfCard(JsonObject intent, JsonObject method, Charges.Course course, long? captureBefore)
    {
        var (amount, card, refusal) = (intent.Long("amount")!.Value, method.Obj("card")!, course.Refusal);
        var details = new JsonObject
        {
            ["amount_authorized"] = refusal is null ? amount : null,
            ["authorization_code"] = refusal is null ? Ids.Random(6).ToUpperInvariant() : null,
            ["brand"] = card.Str("brand"),
            ["checks"] = Cards.Checked(method, refusal?.Code == "incorrect_cvc"),
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
            ["three_d_secure"] = Authentication(intent, card, course.Authentication),
            ["transaction_link_id"] = null,
            ["wallet"] = null,
        };
        if (captureBefore is { } last)
            details["capture_before"] = last;
        return details;
    }

    /// <summary>How the holder was authenticated; a card whose bank takes no part only acknowledges that it was asked.</summary>
    private static JsonObject? Authentication(JsonObject intent, JsonObject card, string? flow)
    {
        var asked = intent.Obj("payment_method_options")?.Obj("card")?.Str("request_three_d_secure") is "any" or "challenge";
        if (flow is null && !asked)
            return null;
        var takesPart = card.Obj("three_d_secure_usage")!.Flag("supported");
        var mastercard = card.Str("brand") == "mastercard";
        return new JsonObject
        {
            ["authentication_flow"] = flow,
            ["electronic_commerce_indicator"] = flow is not null ? mastercard ? "02" : "05" : takesPart ? mastercard ? "01" : "06" : null,
            ["exemption_indicator"] = null,
            ["result"] = flow is not null ? "authenticated" : takesPart ? "attempt_acknowledged" : "not_supported",
            ["result_reason"] = flow is not null ? null : takesPart ? "card_not_enrolled" : "network_not_supported",
            ["transaction_id"] = flow is not null ? Ids.Random(20) : null,
            ["version"] = flow is not null || takesPart ? "2.2.0" : null,
        };
    }

    /// <summary>How a challenge ended in which a method was set up.</summary>
    public static JsonObject Challenged(JsonObject card, bool passed) => new()
    {
        ["authentication_flow"] = "challenge",
        ["electronic_commerce_indicator"] = !passed ? null : card.Str("brand") == "mastercard" ? "02" : "05",
        ["result"] = passed ? "authenticated" : "failed",
        ["result_reason"] = passed ? null : "rejected",
        ["transaction_id"] = Ids.Random(20),
        ["version"] = "2.2.0",
    };

    public static JsonObject Outcome(JsonObject method, Refusal? refusal)
    {
        var blocked = refusal?.Blocked is { Length: > 0 };
        var elevated = Behaviour.Of(method).Of("risk") == "elevated";
        var outcome = new JsonObject
        {
            ["advice_code"] = refusal?.Advice,
            ["network_advice_code"] = null,
            ["network_decline_code"] = refusal is null || blocked ? null : "05",
            ["network_status"] = refusal is null ? "approved_by_network" : blocked ? "not_sent_to_network" : "declined_by_network",
            ["reason"] = refusal is null ? elevated ? "elevated_risk_level" : null : blocked ? refusal.Blocked : refusal.DeclineCode,
            ["risk_level"] = blocked ? "highest" : elevated ? "elevated" : "normal",
            ["seller_message"] = refusal is null ? "Payment complete." : blocked ? "Stripe blocked this payment as too risky." : "The bank did not return any further details with this decline.",
            ["type"] = refusal is null ? "authorized" : blocked ? "blocked" : "issuer_declined",
        };
        if (method.Str("type") == "card")
            outcome["risk_score"] = blocked ? 92 : elevated ? 68 : 12;
        else
            outcome["risk_level"] = "not_assessed";
        return outcome;
    }
}
