using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>A new session, before its line items.</summary>
internal static class CheckoutShape
{
    /// <summary>What is taken over of what is said of a kind of payment.</summary>

    private static readonly string[] CustomTexts = ["after_submit", "shipping_address", "submit", "terms_of_service_acceptance"];

    public static JsonObject New(Work work, JsonObject sent, string mode, string page, JsonObject? customer, long now, long expires)
    {
        var id = "cs_test_a1" + Ids.Random(56);
        var session = new JsonObject
        {
            ["id"] = id,
            ["object"] = CheckoutSessions.Kind,
            ["adaptive_pricing"] = mode == "setup" ? null : new JsonObject { ["enabled"] = false },
            ["after_expiration"] = null,
            ["allow_promotion_codes"] = sent.ContainsKey("allow_promotion_codes") ? sent.Flag("allow_promotion_codes") : null,
            ["amount_subtotal"] = null,
            ["amount_total"] = null,
            ["automatic_tax"] = AutomaticTax(sent),
            ["billing_address_collection"] = sent.Str("billing_address_collection"),
            ["cancel_url"] = sent.Str("cancel_url"),
            ["client_reference_id"] = sent.Str("client_reference_id"),
            ["client_secret"] = page == "hosted_page" ? null : $"{id}_secret_{Ids.Random(40)}",
            ["collected_information"] = null,
            ["consent"] = null,
            ["consent_collection"] = null,
            ["created"] = now,
            ["currency"] = null,
            ["currency_conversion"] = null,
            ["custom_fields"] = new JsonArray(),
            ["custom_text"] = new JsonObject(CustomTexts.Select(place => KeyValuePair.Create(place, sent.Obj("custom_text")?.Copy(place)))),
            ["customer"] = customer?.Str("id"),
            ["customer_account"] = null,
            ["customer_creation"] = customer is null ? sent.Str("customer_creation") ?? (mode == "payment" ? "if_required" : null) : null,
            ["customer_details"] = (customer?.Str("email") ?? sent.Str("customer_email")) is { } email || customer is not null ? Details(customer?.Str("email") ?? sent.Str("customer_email")) : null,
            ["customer_email"] = sent.Str("customer_email"),
            ["discounts"] = Json.ArrayOf(sent.Objects("discounts").Select(d => new JsonObject { ["coupon"] = d.Str("coupon"), ["promotion_code"] = d.Str("promotion_code") })),
            ["expires_at"] = expires,
            ["integration_identifier"] = sent.Str("integration_identifier"),
            ["invoice"] = null,
            ["invoice_creation"] = mode == "payment" ? InvoiceCreation() : null,
            ["livemode"] = false,
            ["locale"] = sent.Str("locale"),
            ["managed_payments"] = null,
            ["metadata"] = new JsonObject(),
            ["mode"] = mode,
            ["origin_context"] = sent.Str("origin_context"),
            ["payment_intent"] = null,
            ["payment_link"] = null,
            ["payment_method_collection"] = mode == "setup" ? null : sent.Str("payment_method_collection") ?? (mode == "payment" ? "if_required" : "always"),
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = Options(sent),
            ["payment_method_types"] = PaymentTypes.List(Types(sent)),
            ["payment_status"] = mode == "setup" ? "no_payment_required" : "unpaid",
            ["permissions"] = null,
            ["phone_number_collection"] = new JsonObject { ["enabled"] = sent.Obj("phone_number_collection")?.Flag("enabled") == true },
            ["recovered_from"] = null,
            ["saved_payment_method_options"] = mode == "setup" ? null : new JsonObject
            {
                ["allow_redisplay_filters"] = new JsonArray("always"),
                ["payment_method_remove"] = "disabled",
                ["payment_method_save"] = null,
            },
            ["setup_intent"] = null,
            ["shipping_address_collection"] = null,
            ["shipping_cost"] = null,
            ["shipping_options"] = new JsonArray(),
            ["status"] = "open",
            ["submit_type"] = sent.Str("submit_type"),
            ["subscription"] = null,
            ["success_url"] = sent.Str("success_url"),
            ["total_details"] = null,
            ["ui_mode"] = page,
            ["url"] = page == "hosted_page" ? $"{work.OwnAddress}/sandbox/checkout/sessions/{id}" : null,
            ["wallet_options"] = null,
            ["_clock"] = customer?.Str("_clock"),
            ["_due"] = expires,
            ["_payment"] = sent.Copy("payment_intent_data"),
            ["_subscription"] = sent.Copy("subscription_data"),
            ["_setup"] = sent.Copy("setup_intent_data"),
            ["_update"] = sent.Copy("customer_update"),
        };
        session.Take(sent, "excluded_payment_method_types");
        if (page != "hosted_page")
        {
            session["redirect_on_completion"] = sent.Str("redirect_on_completion") ?? "always";
            session["return_url"] = sent.Str("return_url");
        }
        Shapes.Metadata(session, sent);
        return session;
    }

    public static JsonObject Details(string? email) => new()
    {
        ["address"] = null,
        ["business_name"] = null,
        ["email"] = email,
        ["individual_name"] = null,
        ["name"] = null,
        ["phone"] = null,
        ["tax_exempt"] = "none",
        ["tax_ids"] = null,
    };

    /// <summary>The kinds of payment that a session takes.</summary>
    public static IEnumerable<string> Types(JsonObject sent) => (sent["payment_method_types"] is JsonArray ? sent.Strings("payment_method_types") : ["card"]).Except(sent.Strings("excluded_payment_method_types"));

    private static JsonObject Options(JsonObject sent)
    {
        var options = new JsonObject();
        foreach (var type in Types(sent))
        {
            var kept = type == "card" ? new JsonObject { ["request_three_d_secure"] = "automatic" } : [];
            if (sent.Obj("payment_method_options")?.Obj(type) is { } said)
                kept.Take(said, PaymentTypes.OptionNames);
            if (kept.Count > 0)
                options[type] = kept;
        }
        return options;
    }

    /// <summary>What the session says of the kinds of payment where nothing is paid by its own intent: how the buyer proves who he is.</summary>
    public static JsonObject Proof(JsonObject session) => new(session.Obj("payment_method_options")!.Select(type =>
    {
        var proof = new JsonObject();
        proof.Take(type.Value!.AsObject(), "request_three_d_secure", "verification_method");
        return KeyValuePair.Create(type.Key, (JsonNode?)proof);
    }));

    private static JsonObject AutomaticTax(JsonObject sent)
    {
        var enabled = sent.Obj("automatic_tax")?.Flag("enabled") == true;
        return new JsonObject
        {
            ["enabled"] = enabled,
            ["liability"] = enabled ? new JsonObject { ["type"] = "self" } : null,
            ["provider"] = enabled ? "stripe" : null,
            ["status"] = enabled ? "requires_location_inputs" : null,
        };
    }

    private static JsonObject InvoiceCreation() => new()
    {
        ["enabled"] = false,
        ["invoice_data"] = new JsonObject
        {
            ["account_tax_ids"] = null,
            ["custom_fields"] = null,
            ["description"] = null,
            ["footer"] = null,
            ["issuer"] = null,
            ["metadata"] = new JsonObject(),
            ["rendering_options"] = null,
        },
    };
}
