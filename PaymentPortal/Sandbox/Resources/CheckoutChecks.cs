using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a new session is refused for.</summary>
internal static class CheckoutChecks
{
    private const int LongestCustomText = 1_200;
    private const long ShortestTrial = 48 * 3600;

    /// <summary>What would change the page, the price or the life of a session in ways that are not played here.</summary>
    private static readonly string[] NotPlayed =
    [
        "adaptive_pricing", "after_expiration", "branding_settings", "consent_collection", "custom_fields", "customer_account", "invoice_creation.enabled", "managed_payments", "name_collection",
        "optional_items", "payment_method_configuration", "payment_method_data", "permissions", "saved_payment_method_options", "shipping_address_collection", "shipping_options", "tax_id_collection.enabled", "wallet_options",
    ];

    /// <summary>What can be sent in some modes alone.</summary>
    private static readonly (string Name, string[] Modes)[] OfSomeModes =
    [
        ("allow_promotion_codes", ["payment", "subscription"]), ("customer_creation", ["payment", "setup"]), ("discounts", ["payment", "subscription"]), ("payment_intent_data", ["payment"]), ("payment_method_collection", ["subscription"]), ("setup_intent_data", ["setup"]),
        ("submit_type", ["payment", "subscription"]), ("subscription_data", ["subscription"]),
    ];

    /// <summary>Refuses what the sandbox does not do.</summary>
    public static void Refuse(JsonObject sent)
    {
        Shapes.Refuse(sent, "Checkout Sessions", NotPlayed);
        Shapes.RefuseOthers(sent, "Checkout Sessions", "automatic_tax.liability");
        foreach (var (at, item) in sent.Objects("line_items").Index())
            StripeError.Within($"line_items[{at}]", () => Shapes.Refuse(item, "line items", "adjustable_quantity.enabled"));
        PaymentTypes.CheckOptions(sent, "Checkout Sessions", CheckoutShape.Types(sent));
        StripeError.Within("custom_text", () =>
        {
            foreach (var (place, text) in sent.Obj("custom_text") ?? [])
            {
                if (text is JsonObject said)
                    StripeError.Within(place, () => Shapes.CheckLength(said, "message", LongestCustomText));
            }
        });
    }

    /// <summary>Refuses kinds of payment that could not pay in the currency; where nothing is paid there is none.</summary>
    public static void Types(JsonObject sent, string? currency)
    {
        PaymentTypes.CheckNamed(sent, currency, null);
        if (sent.Strings("payment_method_types").GroupBy(t => t).FirstOrDefault(t => t.Count() > 1) is { Key: var twice })
            throw StripeError.Invalid($"The payment method type `{twice}` is named more than once.", "payment_method_types");
        if (!CheckoutShape.Types(sent).Any())
            throw StripeError.Invalid("No payment method types are left for this Checkout Session. Exclude fewer of them.", "excluded_payment_method_types");
    }

    /// <summary>Refuses what does not go together with the mode, or with something else that was sent.</summary>
    public static void Together(Call call, string mode)
    {
        if (OfSomeModes.Where(one => !one.Modes.Contains(mode) && call.Has(one.Name)).Select(one => one.Name).FirstOrDefault() is { } foreign)
            throw StripeError.Invalid($"You can not pass `{foreign}` in `{mode}` mode.", foreign);
        if (mode == "setup" && call.Sent.Obj("automatic_tax")?.Flag("enabled") == true)
            throw StripeError.Invalid("You can not enable `automatic_tax` in `setup` mode.", "automatic_tax[enabled]");
        foreach (var (type, options) in mode == "payment" ? [] : call.Sent.Obj("payment_method_options") ?? [])
        {
            if (options is JsonObject said && new[] { "capture_method", "setup_future_usage" }.FirstOrDefault(name => said[name] is not null) is { } name)
                throw StripeError.Invalid($"You can not pass `payment_method_options[{type}][{name}]` in `{mode}` mode.", $"payment_method_options[{type}][{name}]");
        }
        if (call.Has("customer") && (call.Has("customer_email") ? "customer_email" : call.Has("customer_creation") ? "customer_creation" : null) is { } other)
            throw StripeError.Invalid($"You may only specify one of these parameters: customer, {other}.", other, "parameters_exclusive");
        if (call.Has("customer_update") && !call.Has("customer"))
            throw StripeError.Invalid("`customer_update` can only be used with `customer`.", "customer_update");
        if (call.Has("allow_promotion_codes") && call.Has("discounts"))
            throw StripeError.Invalid("You may only specify one of these parameters: allow_promotion_codes, discounts.", "allow_promotion_codes");
        if (call.Sent.Objects("discounts").Count() > 1)
            throw StripeError.Invalid("A Checkout Session can have at most one discount.", "discounts");
    }

    public static void Intent(JsonObject order, string[] types)
    {
        PaymentIntents.CheckOrder(order, types);
        Shapes.CheckEmail(order, "receipt_email");
        if (order.ContainsKey("shipping"))
            Shapes.Shipping(order);
        if (order.Str("capture_method") == "manual")
            PaymentTypes.Held(types, choice: false);
    }

    public static void Order(Work work, JsonObject order, long now)
    {
        SubscriptionShape.Refuse(order);
        TaxRates.Resolve(work, order, "default_tax_rates");
        if (order.Long("trial_period_days") is < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "trial_period_days", "parameter_invalid_integer");
        if (SubscriptionStart.TrialEnd(order, now) < now + ShortestTrial)
            throw StripeError.Invalid("The `trial_end` date has to be at least 2 days in the future.", "trial_end");
    }

    /// <summary>Automatic tax needs to know where the customer is, or leave to keep what the page learns of it.</summary>
    public static void Tax(Work work, JsonObject sent, JsonObject? customer)
    {
        if (sent.Obj("automatic_tax")?.Flag("enabled") != true)
            return;
        AutomaticTax.CheckActive(work);
        if (customer is not null && AutomaticTax.PlaceOf(customer) is null && sent.Obj("customer_update")?.Str("address") != "auto" && sent.Obj("customer_update")?.Str("shipping") != "auto")
        {
            throw StripeError.Invalid(
                "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
                "automatic_tax", "customer_tax_location_invalid");
        }
    }
}
