using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a number of units costs.</summary>
internal static class PriceAmounts
{
    /// <summary>No line of an invoice can be larger.</summary>
    private const decimal LargestLine = 999_999_999_999;

    /// <summary>What becomes one line of an invoice: the units of one tier, its flat fee, or everything. The tier counts from 1 and is null for prices without tiers; the unit's price and the quantity are exact, the amount is rounded.</summary>
    internal sealed record Part(decimal Quantity, decimal Unit, long Amount, int? Tier = null, bool Flat = false);

    /// <summary>The whole amount in minor units: each part rounded half away from zero, then added.</summary>
    public static long Amount(Work work, JsonObject price, decimal quantity, string? currency = null) =>
        Parts(work, price, quantity, currency).Aggregate(0L, (sum, part) => checked(sum + part.Amount));

    /// <summary>The parts of the amount, in the price's own currency or in one that it has an option for.</summary>
    public static List<Part> Parts(Work work, JsonObject price, decimal quantity, string? currency = null)
    {
        var stored = work.Find(price.Str("id")) ?? price;
        var terms = In(stored, currency ?? stored.Str("currency")!);
        var units = Transformed(stored, quantity);
        return stored.Str("tiers_mode") switch
        {
            "graduated" => Graduated(terms, units),
            "volume" => Volume(terms, units),
            _ => [Of(units, Decimal(terms, "unit_amount_decimal"))],
        };
    }

    /// <summary>Amount, tiers and tax behaviour in one currency.</summary>
    public static JsonObject In(JsonObject price, string currency)
    {
        if (price.Str("currency") == currency)
            return Own(price);
        return price.Obj("_currency_options")?.Obj(currency) ?? throw StripeError.Invalid($"The price specified only supports `{price.Str("currency")}`. This doesn't match the expected currency: `{currency}`.", "currency");
    }

    public static bool Supports(JsonObject price, string currency) => price.Str("currency") == currency || price.Obj("_currency_options")?.Obj(currency) is not null;

    /// <summary>The price's own currency, written as its other currencies are.</summary>
    public static JsonObject Own(JsonObject price)
    {
        var own = new JsonObject
        {
            ["custom_unit_amount"] = price.Copy("custom_unit_amount"),
            ["tax_behavior"] = price.Str("tax_behavior"),
            ["unit_amount"] = price.Long("unit_amount"),
            ["unit_amount_decimal"] = price.Str("unit_amount_decimal"),
        };
        if (price["_tiers"] is not null)
            own["tiers"] = price.Copy("_tiers");
        return own;
    }

    private static decimal Transformed(JsonObject price, decimal quantity)
    {
        if (price.Obj("transform_quantity") is not { } transform)
            return quantity;
        var packs = quantity / transform.Long("divide_by")!.Value;
        return transform.Str("round") == "up" ? decimal.Ceiling(packs) : decimal.Floor(packs);
    }

    private static decimal Decimal(JsonObject terms, string name) => terms.Str(name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static Part Of(decimal quantity, decimal unit, int? tier = null, bool flat = false)
    {
        if (quantity != 0 && unit > LargestLine / Math.Abs(quantity))
            throw StripeError.Invalid("The amount of this line is too large. Use a smaller quantity or a lower price.", "quantity", "amount_too_large");
        return new(quantity, unit, (long)Math.Round(quantity * unit, MidpointRounding.AwayFromZero), tier, flat);
    }

    private static IEnumerable<Part> OfTier(JsonObject tier, int number, decimal quantity)
    {
        if (tier.Str("unit_amount_decimal") is not null)
            yield return Of(quantity, Decimal(tier, "unit_amount_decimal"), number);
        if (tier.Str("flat_amount_decimal") is not null)
            yield return Of(1, Decimal(tier, "flat_amount_decimal"), number, true);
    }

    /// <summary>Each unit costs what its tier says; the first tier counts even where nothing was used.</summary>
    private static List<Part> Graduated(JsonObject terms, decimal quantity)
    {
        var parts = new List<Part>();
        decimal from = 0;
        foreach (var (number, tier) in terms.Objects("tiers").Index())
        {
            var to = tier.Long("up_to") ?? decimal.MaxValue;
            if (number == 0 || quantity > from)
                parts.AddRange(OfTier(tier, number + 1, Math.Min(quantity, to) - from));
            from = to;
        }
        return parts;
    }

    /// <summary>All units cost what the tier says in which the last of them lies.</summary>
    private static List<Part> Volume(JsonObject terms, decimal quantity)
    {
        var (number, tier) = terms.Objects("tiers").Index().First(t => t.Item.Long("up_to") is not { } to || quantity <= to);
        return [.. OfTier(tier, number + 1, quantity)];
    }
}
