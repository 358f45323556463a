using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Prices
{
    public static void Map(Router router)
    {
        router.Post("/v1/prices", c => Create(c.Work, c.Sent));
        router.Get("/v1/prices", c => Page.Of(c, "price", o => Kept(c, o), ("parent", c.Sent.Str("product")), ("status", c.Has("active") ? c.Sent.Flag("active") ? "true" : "false" : null)));
        router.Get("/v1/prices/{id}", c => c.Work.Get("price", c.Id));
        router.Post("/v1/prices/{id}", Update);
    }

    private static bool Kept(Call call, JsonObject price) =>
        (call.Sent["lookup_keys"] is null || call.Sent.Strings("lookup_keys").Contains(price.Str("lookup_key")))
        && (call.Sent.Str("currency") is not { } currency || price.Str("currency") == currency)
        && (call.Sent.Str("type") is not { } type || price.Str("type") == type)
        && (call.Sent.Obj("recurring") is not { } recurring
            || (price.Obj("recurring") is { } own && recurring.All(r => own.Str(r.Key) == r.Value?.ToString())));

    public static JsonObject Create(Work work, JsonObject sent)
    {
        var currency = Currencies.Known(sent.Str("currency")!);
        var product = sent.Str("product");
        if (sent.Obj("product_data") is { } data)
            product = Products.Create(work, data).Str("id");
        if (product is null)
            throw StripeError.Missing("product");
        work.Get("product", product, "product");
        if (sent["unit_amount"] is null && sent["unit_amount_decimal"] is null && sent["custom_unit_amount"] is null && sent.Str("billing_scheme") != "tiered")
            throw StripeError.Invalid("You must specify either `unit_amount`, `unit_amount_decimal`, or `custom_unit_amount` when `billing_scheme=per_unit`.", "unit_amount", "parameter_missing");
        if (sent.Long("unit_amount") is < 0)
            throw StripeError.Invalid("Invalid non-negative integer", "unit_amount", "parameter_invalid_integer");
        var amount = sent.Long("unit_amount");
        var exact = sent.Str("unit_amount_decimal");
        if (exact is not null && decimal.Parse(exact, CultureInfo.InvariantCulture) is var number && number == decimal.Truncate(number))
            amount = (long)number;
        var recurring = sent.Obj("recurring");
        var price = new JsonObject
        {
            ["id"] = Ids.New("price"),
            ["object"] = "price",
            ["active"] = !sent.ContainsKey("active") || sent.Flag("active"),
            ["billing_scheme"] = sent.Str("billing_scheme") ?? "per_unit",
            ["created"] = work.RealNow,
            ["currency"] = currency,
            ["custom_unit_amount"] = sent.Obj("custom_unit_amount") is { } custom
                ? new JsonObject { ["maximum"] = custom.Long("maximum"), ["minimum"] = custom.Long("minimum"), ["preset"] = custom.Long("preset") }
                : null,
            ["livemode"] = false,
            ["lookup_key"] = null,
            ["metadata"] = new JsonObject(),
            ["nickname"] = sent.Str("nickname"),
            ["product"] = product,
            ["recurring"] = recurring is null ? null : new JsonObject
            {
                ["interval"] = recurring.Str("interval"),
                ["interval_count"] = recurring.Long("interval_count") ?? 1,
                ["meter"] = recurring.Str("meter"),
                ["trial_period_days"] = recurring.Long("trial_period_days"),
                ["usage_type"] = recurring.Str("usage_type") ?? "licensed",
            },
            ["tax_behavior"] = sent.Str("tax_behavior") ?? "unspecified",
            ["tiers_mode"] = sent.Str("tiers_mode"),
            ["transform_quantity"] = sent.Copy("transform_quantity"),
            ["type"] = recurring is null ? "one_time" : "recurring",
            ["unit_amount"] = amount,
            ["unit_amount_decimal"] = exact ?? amount?.ToString(CultureInfo.InvariantCulture),
        };
        work.Add(price);
        TakeLookupKey(work, price, sent);
        Shapes.Metadata(price, sent);
        work.Emit("price.created", price);
        return price;
    }

    private static void TakeLookupKey(Work work, JsonObject price, JsonObject sent)
    {
        if (sent.Str("lookup_key") is { } key)
        {
            foreach (var other in work.Where("price", "key", key).Where(o => o != price && o.Str("lookup_key") == key))
            {
                if (!sent.Flag("transfer_lookup_key"))
                {
                    throw StripeError.Invalid(
                        $"A price (`{other.Str("id")}`) already uses that lookup key. You can transfer the lookup key to this price by passing `transfer_lookup_key=true`.", "lookup_key", "resource_already_exists");
                }
                work.Change(other, "price.updated", o => o["lookup_key"] = null);
            }
        }
        price.Take(sent, "lookup_key");
    }

    private static JsonObject Update(Call call)
    {
        var price = call.Work.Get("price", call.Id);
        call.Work.Change(price, "price.updated", p =>
        {
            p.Take(call.Sent, "active", "nickname", "tax_behavior");
            TakeLookupKey(call.Work, p, call.Sent);
            Shapes.Metadata(p, call.Sent);
        });
        return price;
    }

    public static JsonObject CurrencyOptions(JsonObject price) => new()
    {
        [price.Str("currency")!] = new JsonObject
        {
            ["custom_unit_amount"] = price.Copy("custom_unit_amount"),
            ["tax_behavior"] = price.Str("tax_behavior"),
            ["unit_amount"] = price.Long("unit_amount"),
            ["unit_amount_decimal"] = price.Str("unit_amount_decimal"),
        },
    };

    /// <summary>The older name of a recurring price, which subscription items carry beside it.</summary>
    public static JsonObject Plan(JsonObject price) => new()
    {
        ["id"] = price.Str("id"),
        ["object"] = "plan",
        ["active"] = price.Flag("active"),
        ["amount"] = price.Long("unit_amount"),
        ["amount_decimal"] = price.Str("unit_amount_decimal"),
        ["billing_scheme"] = price.Str("billing_scheme"),
        ["created"] = price.Long("created"),
        ["currency"] = price.Str("currency"),
        ["interval"] = price.Obj("recurring")!.Str("interval"),
        ["interval_count"] = price.Obj("recurring")!.Long("interval_count"),
        ["livemode"] = false,
        ["metadata"] = price.Copy("metadata"),
        ["meter"] = price.Obj("recurring")!.Str("meter"),
        ["nickname"] = price.Str("nickname"),
        ["product"] = price.Str("product"),
        ["tiers_mode"] = price.Str("tiers_mode"),
        ["transform_usage"] = null,
        ["trial_period_days"] = price.Obj("recurring")!.Long("trial_period_days"),
        ["usage_type"] = price.Obj("recurring")!.Str("usage_type"),
    };

    /// <summary>What a number of units costs, in minor units, rounded half away from zero.</summary>
    public static long Amount(JsonObject price, long quantity) =>
        price.Str("unit_amount_decimal") is { } unit ? (long)Math.Round(decimal.Parse(unit, CultureInfo.InvariantCulture) * quantity, MidpointRounding.AwayFromZero) : 0;
}
