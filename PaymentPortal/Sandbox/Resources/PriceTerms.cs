using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Checks and writes what a price says of one currency: a unit's amount, tiers, or an amount that the customer chooses.</summary>
internal static class PriceTerms
{
    private const int MostDecimals = 12;

    /// <summary>The terms as they are kept; `at` is the way to them inside the request, empty or `currency_options[eur]`.</summary>
    public static JsonObject Read(JsonObject sent, string scheme, string currency, string at)
    {
        string Param(string name) => at.Length == 0 ? name : $"{at}[{name}]";
        if (scheme == "tiered")
        {
            foreach (var name in new[] { "unit_amount", "unit_amount_decimal", "custom_unit_amount" })
            {
                if (sent[name] is not null)
                    throw StripeError.Invalid($"`{name}` cannot be used when `billing_scheme=tiered`.", Param(name));
            }
            return new JsonObject
            {
                ["custom_unit_amount"] = null,
                ["tax_behavior"] = sent.Str("tax_behavior") ?? "unspecified",
                ["tiers"] = Tiers(sent, currency, Param("tiers")),
                ["unit_amount"] = null,
                ["unit_amount_decimal"] = null,
            };
        }
        if (sent["tiers"] is not null)
            throw StripeError.Invalid("`tiers` can only be used when `billing_scheme=tiered`.", Param("tiers"));
        var custom = Custom(sent.Obj("custom_unit_amount"), Param("custom_unit_amount"));
        if (custom is null && sent["unit_amount"] is null && sent["unit_amount_decimal"] is null)
        {
            throw StripeError.Invalid(
                "You must specify either `unit_amount`, `unit_amount_decimal`, or `custom_unit_amount` when `billing_scheme=per_unit`.", Param("unit_amount"), "parameter_missing");
        }
        if (custom is not null && (sent["unit_amount"] ?? sent["unit_amount_decimal"]) is not null)
            throw StripeError.Invalid("You may only specify one of these parameters: unit_amount, custom_unit_amount.", Param("custom_unit_amount"), "parameters_exclusive");
        var (whole, exact) = Amount(sent, "unit_amount", currency, Param);
        return new JsonObject
        {
            ["custom_unit_amount"] = custom,
            ["tax_behavior"] = sent.Str("tax_behavior") ?? "unspecified",
            ["unit_amount"] = whole,
            ["unit_amount_decimal"] = exact,
        };
    }

    /// <summary>An amount that came as whole number or as text with decimals, in both forms.</summary>
    private static (long? Whole, string? Exact) Amount(JsonObject sent, string name, string currency, Func<string, string> param)
    {
        var text = sent.Str(name + "_decimal");
        if (sent[name] is not null && text is not null)
            throw StripeError.Invalid($"You may only specify one of these parameters: {name}, {name}_decimal.", param(name), "parameters_exclusive");
        if (sent.Long(name) is { } whole)
        {
            Check(whole, currency, param(name), "Invalid non-negative integer");
            return (whole, whole.ToString(CultureInfo.InvariantCulture));
        }
        if (text is null)
            return (null, null);
        var exact = Exact(text, param(name + "_decimal"));
        Check(exact, currency, param(name + "_decimal"), "Invalid non-negative decimal");
        return (exact == decimal.Truncate(exact) ? (long)exact : null, exact.ToString("0.############", CultureInfo.InvariantCulture));
    }

    public static decimal Exact(string text, string param)
    {
        var exact = decimal.Parse(text, CultureInfo.InvariantCulture);
        return exact == Math.Round(exact, MostDecimals) ? exact : throw StripeError.Invalid($"Invalid decimal: {text}; must contain at maximum {MostDecimals} decimal places.", param);
    }

    private static void Check(decimal amount, string currency, string param, string negative)
    {
        if (amount < 0)
            throw StripeError.Invalid(negative, param, "parameter_invalid_integer");
        if (amount > Currencies.Largest)
            throw Currencies.TooLarge(currency, param);
    }

    private static JsonArray Tiers(JsonObject sent, string currency, string param)
    {
        var tiers = sent.Objects("tiers").ToList();
        if (tiers.Count == 0)
            throw StripeError.Invalid("You must specify `tiers` when `billing_scheme=tiered`.", param, "parameter_missing");
        var read = new JsonArray();
        long last = 0;
        foreach (var (number, tier) in tiers.Index())
        {
            string At(string name) => $"{param}[{number}][{name}]";
            var to = tier.Long("up_to");
            if (to is null != (number == tiers.Count - 1))
                throw StripeError.Invalid("The last tier, and no other, must have `up_to` set to `inf`.", At("up_to"));
            if (to <= last)
                throw StripeError.Invalid("The tiers' `up_to` values must be positive and rise.", At("up_to"));
            last = to ?? last;
            var (unit, unitExact) = Amount(tier, "unit_amount", currency, At);
            var (flat, flatExact) = Amount(tier, "flat_amount", currency, At);
            if (unitExact is null && flatExact is null)
                throw StripeError.Invalid("Each tier needs a `unit_amount` or a `flat_amount`.", At("unit_amount"), "parameter_missing");
            read.Add(new JsonObject { ["flat_amount"] = flat, ["flat_amount_decimal"] = flatExact, ["unit_amount"] = unit, ["unit_amount_decimal"] = unitExact, ["up_to"] = to });
        }
        return read;
    }

    private static JsonObject? Custom(JsonObject? sent, string param)
    {
        if (sent is null)
            return null;
        if (!sent.Flag("enabled"))
            throw StripeError.Invalid("`custom_unit_amount[enabled]` must be `true`.", $"{param}[enabled]");
        foreach (var name in new[] { "minimum", "maximum", "preset" })
        {
            if (sent.Long(name) is < 0)
                throw StripeError.Invalid("Invalid non-negative integer", $"{param}[{name}]", "parameter_invalid_integer");
        }
        if (sent.Long("minimum") > sent.Long("maximum"))
            throw StripeError.Invalid("The minimum must not be greater than the maximum.", $"{param}[minimum]");
        if (sent.Long("preset") < sent.Long("minimum") || sent.Long("preset") > sent.Long("maximum"))
            throw StripeError.Invalid("The preset must lie between the minimum and the maximum.", $"{param}[preset]");
        return new JsonObject { ["maximum"] = sent.Long("maximum"), ["minimum"] = sent.Long("minimum"), ["preset"] = sent.Long("preset") };
    }
}
