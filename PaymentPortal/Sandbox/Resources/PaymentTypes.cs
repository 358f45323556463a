using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Which kinds of payment method an intent takes.</summary>
internal static class PaymentTypes
{
    private static readonly string[] All = ["card", "us_bank_account", "sepa_debit"];

    private static readonly string[] Settings = ["acss_debit", "bancontact", "card", "customer_balance", "konbini", "payto", "pix", "sepa_debit", "upi", "us_bank_account"];

    /// <summary>What can be said of a kind of payment.</summary>
    public static readonly string[] OptionNames = ["capture_method", "network", "request_three_d_secure", "setup_future_usage", "verification_method"];

    /// <summary>The parameters by which the kinds that an intent takes become others.</summary>
    private static readonly string[] Changing = ["payment_method_types", "excluded_payment_method_types", "currency", "capture_method"];

    /// <summary>What may pay in a currency; in none, what may be saved.</summary>
    public static string[] Of(string? currency) => currency switch
    {
        null => All,
        "usd" => ["card", "us_bank_account"],
        "eur" => ["card", "sepa_debit"],
        _ => ["card"],
    };

    /// <summary>Those that the settings of an invoice or a subscription name, as far as they pay in its currency; none where they leave the choice.</summary>
    public static string[] Named(JsonObject settings, string? currency) => [.. settings.Strings("payment_method_types").Intersect(Of(currency))];

    public static JsonArray List(IEnumerable<string> types) => new([.. types.Select(t => JsonValue.Create(t))]);

    /// <summary>What `automatic_payment_methods` says: on, unless told otherwise.</summary>
    public static JsonObject Automatic(JsonObject sent)
    {
        var told = sent.Obj("automatic_payment_methods");
        return new JsonObject { ["allow_redirects"] = told?.Str("allow_redirects") ?? "always", ["enabled"] = told is null || told.Flag("enabled") };
    }

    public static JsonObject Options(string intent, IEnumerable<string> types)
    {
        var options = new JsonObject();
        foreach (var type in types)
        {
            options[type] = type switch
            {
                "card" => new JsonObject { ["mandate_options"] = null, ["network"] = null, ["request_three_d_secure"] = "automatic" },
                "us_bank_account" => new JsonObject { ["verification_method"] = "automatic" },
                _ => new JsonObject(),
            };
        }
        if (intent == "payment_intent" && options.Obj("card") is { } card)
            card["installments"] = null;
        return options;
    }

    /// <summary>Takes over the kinds that were sent, and what was said of each.</summary>
    public static void Apply(JsonObject intent, JsonObject sent, string? currency)
    {
        if (sent.ContainsKey("payment_method_types") && sent.ContainsKey("automatic_payment_methods"))
            throw StripeError.Invalid("You may only specify one of these parameters: automatic_payment_methods, payment_method_types.", "automatic_payment_methods", "parameters_exclusive");
        intent.Take(sent, "excluded_payment_method_types");
        if (Changing.Any(sent.ContainsKey))
        {
            var named = sent.ContainsKey("payment_method_types") ? sent : intent["automatic_payment_methods"] is null ? intent : [];
            var choice = named["payment_method_types"] is not JsonArray;
            var types = choice ? Of(currency) : named.Strings("payment_method_types").ToArray();
            CheckNamed(named, currency, $"{intent.Str("object")}_invalid_parameter");
            types = [.. types.Except(intent.Strings("excluded_payment_method_types"))];
            if (intent.Str("capture_method") == "manual")
                types = Held(types, choice);
            intent["payment_method_types"] = List(types);
            intent["allowed_payment_method_types"] = List(types);
            var (known, options) = (intent.Obj("payment_method_options")!, Options(intent.Str("object")!, types));
            foreach (var type in types.Where(known.ContainsKey))
                options[type] = known.Copy(type);
            intent["payment_method_options"] = options;
        }
        foreach (var (type, said) in sent.Obj("payment_method_options") ?? [])
        {
            if (said is JsonObject changes && intent.Obj("payment_method_options")!.Obj(type) is { } kept)
                kept.Take(changes, OptionNames);
        }
        // What a card is captured by is told where it is set, and left out else.
        if (intent.Obj("payment_method_options")?.Obj("card") is { } card && card["capture_method"] is null)
            card.Remove("capture_method");
    }

    private static bool IsKnown(string type) => All.Contains(type);

    /// <summary>Refuses what is said of kinds of payment that are not taken, and what the sandbox does not do for those that are; `never` asks for nothing.</summary>
    public static void CheckOptions(JsonObject sent, string of, IEnumerable<string> types)
    {
        foreach (var (type, said) in sent.Obj("payment_method_options") ?? [])
        {
            if (!IsKnown(type))
                Shapes.Refuse(sent, of, $"payment_method_options.{type}");
            if (said is not JsonObject options)
                continue;
            var unknown = options.Where(o => !OptionNames.Contains(o.Key) && o.Value?.ToString() != "never").Select(o => o.Key).ToArray();
            StripeError.Within($"payment_method_options[{type}]", () => Shapes.Refuse(options, of, unknown));
            if (!types.Contains(type))
                throw StripeError.Invalid($"Nothing can be said of the payment method type `{type}`, which is not among those that are taken.", $"payment_method_options[{type}]");
        }
    }

    /// <summary>As <see cref="CheckOptions(JsonObject, string, IEnumerable{string})"/>, for an intent that knows what it takes.</summary>
    public static void CheckOptions(JsonObject sent, JsonObject intent) =>
        CheckOptions(sent, intent.Str("object") == "payment_intent" ? "payment intents" : "setup intents", intent.Strings("payment_method_types"));

    /// <summary>Refuses kinds that are named but do not exist, or could not pay in the currency.</summary>
    public static void CheckNamed(JsonObject named, string? currency, string? code)
    {
        foreach (var type in named.Strings("payment_method_types"))
        {
            if (!IsKnown(type))
            {
                throw StripeError.Invalid(
                    $"The payment method type \"{type}\" is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.",
                    "payment_method_types", code);
            }
            if (!Of(currency).Contains(type))
            {
                throw StripeError.Invalid(
                    $"The currency provided ({currency}) is invalid. Payments with {type} support the following currencies: {(type == "us_bank_account" ? "usd" : "eur")}.", "currency", code);
            }
        }
    }

    /// <summary>Of the kinds those whose money can be held until it is captured: of a free choice they are left, of named ones the others are refused.</summary>
    public static string[] Held(string[] types, bool choice)
    {
        if (!choice && types.FirstOrDefault(t => t != "card") is { } other)
        {
            throw StripeError.Invalid(
                $"The payment method type `{other}` does not support manual capture. Leave it out, or set `payment_method_options[card][capture_method]` to `manual` instead.", "capture_method", "payment_intent_invalid_parameter");
        }
        return [.. types.Where(t => t == "card")];
    }

    /// <summary>Takes over what was said of kinds of payment into the settings of a subscription or an invoice, which name every kind.</summary>
    public static void Settle(JsonObject settings, JsonObject sent)
    {
        StripeError.Within("payment_settings", () => CheckNamed(sent, null, null));
        settings.Take(sent, "payment_method_types");
        if (!sent.ContainsKey("payment_method_options"))
            return;
        StripeError.Within("payment_settings", () => CheckOptions(sent, "payment settings", All));
        var (known, said) = (settings.Obj("payment_method_options"), sent.Obj("payment_method_options"));
        settings["payment_method_options"] = said is null ? null
            : new JsonObject(Settings.Select(type => KeyValuePair.Create(type, said.ContainsKey(type) ? Setting(type, known?.Obj(type), said.Obj(type)) : known?.Copy(type))));
    }

    /// <summary>A subscription's settings as its invoice carries them: of a card only whether 3D Secure is asked for.</summary>
    public static JsonObject? OfInvoice(JsonObject? options)
    {
        var carried = options?.DeepClone().AsObject();
        if (carried?.Obj("card") is { } card)
            carried["card"] = new JsonObject { ["request_three_d_secure"] = card.Copy("request_three_d_secure") };
        return carried;
    }

    private static JsonObject? Setting(string type, JsonObject? known, JsonObject? said)
    {
        if (said is null)
            return null;
        var setting = type == "card" ? new JsonObject { ["network"] = null, ["request_three_d_secure"] = null } : new JsonObject();
        foreach (var (name, value) in (known ?? []).Concat(said))
            setting[name] = value?.DeepClone();
        return setting;
    }

    /// <summary>Refuses a method of a kind that the intent does not take.</summary>
    public static void Check(JsonObject intent, JsonObject method)
    {
        if (!intent.Strings("payment_method_types").Contains(method.Str("type")))
        {
            throw StripeError.Invalid(
                $"The PaymentMethod provided ({method.Str("type")}) is not allowed for this {(intent.Str("object") == "payment_intent" ? "PaymentIntent" : "SetupIntent")}. Please attach a PaymentMethod of one of the following types: {string.Join(", ", intent.Strings("payment_method_types"))}.",
                "payment_method", intent.Str("object") == "payment_intent" ? "payment_intent_incompatible_payment_method" : "setup_intent_invalid_parameter");
        }
    }
}
