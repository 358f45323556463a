using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Prices
{
    private const int LongestLookupKey = 200;

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
        var recurring = Recurring(work, sent.Obj("recurring"));
        var scheme = Scheme(sent, recurring);
        var terms = PriceTerms.Read(sent, scheme, currency, "");
        if (recurring is not null && terms["custom_unit_amount"] is not null)
            throw StripeError.Invalid("`custom_unit_amount` cannot be used with `recurring`.", "custom_unit_amount");
        var product = Product(work, sent);
        var price = new JsonObject
        {
            ["id"] = Ids.New("price"),
            ["object"] = "price",
            ["active"] = !sent.ContainsKey("active") || sent.Flag("active"),
            ["billing_scheme"] = scheme,
            ["created"] = work.RealNow,
            ["currency"] = currency,
            ["custom_unit_amount"] = terms.Copy("custom_unit_amount"),
            ["livemode"] = false,
            ["lookup_key"] = null,
            ["metadata"] = new JsonObject(),
            ["nickname"] = sent.Str("nickname"),
            ["product"] = product,
            ["recurring"] = recurring,
            ["tax_behavior"] = terms.Str("tax_behavior"),
            ["tiers_mode"] = sent.Str("tiers_mode"),
            ["transform_quantity"] = sent.Copy("transform_quantity"),
            ["type"] = recurring is null ? "one_time" : "recurring",
            ["unit_amount"] = terms.Copy("unit_amount"),
            ["unit_amount_decimal"] = terms.Copy("unit_amount_decimal"),
            ["_tiers"] = terms.Copy("tiers"),
        };
        TakeCurrencies(price, sent);
        work.Add(price);
        TakeLookupKey(work, price, sent);
        Shapes.Metadata(price, sent);
        if (recurring is not null)
            work.Emit("plan.created", Plan(price));
        work.Emit("price.created", price);
        return price;
    }

    private static string Product(Work work, JsonObject sent)
    {
        if (sent.Obj("product_data") is { } data)
        {
            if (sent["product"] is not null)
                throw StripeError.Invalid("You may only specify one of these parameters: product, product_data.", "product_data", "parameters_exclusive");
            return StripeError.Within("product_data", () => Products.Create(work, data)).Str("id")!;
        }
        return work.Get("product", sent.Str("product") ?? throw StripeError.Missing("product"), "product").Str("id")!;
    }

    private static string Scheme(JsonObject sent, JsonObject? recurring)
    {
        var scheme = sent.Str("billing_scheme") ?? "per_unit";
        if (scheme == "tiered")
        {
            if (recurring is null)
                throw StripeError.Invalid("`billing_scheme=tiered` can only be used with `recurring`.", "billing_scheme");
            if (sent["tiers_mode"] is null)
                throw StripeError.Invalid("You must specify `tiers_mode` when `billing_scheme=tiered`.", "tiers_mode", "parameter_missing");
            if (sent["transform_quantity"] is not null)
                throw StripeError.Invalid("`transform_quantity` cannot be used when `billing_scheme=tiered`.", "transform_quantity");
        }
        else if (sent["tiers_mode"] is not null)
        {
            throw StripeError.Invalid("`tiers_mode` can only be used when `billing_scheme=tiered`.", "tiers_mode");
        }
        if (sent.Obj("transform_quantity")?.Long("divide_by") is < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "transform_quantity[divide_by]", "parameter_invalid_integer");
        return scheme;
    }

    private static JsonObject? Recurring(Work work, JsonObject? sent)
    {
        if (sent is null)
            return null;
        var (interval, count) = (sent.Str("interval")!, sent.Long("interval_count") ?? 1);
        var most = interval switch { "day" => 1095, "week" => 156, "month" => 36, _ => 3 };
        if (count < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "recurring[interval_count]", "parameter_invalid_integer");
        if (count > most)
            throw StripeError.Invalid($"Invalid interval_count: {count}. The billing interval can be at most three years ({most} {interval}s).", "recurring[interval_count]");
        if (sent.Long("trial_period_days") is < 1 or > 730)
            throw StripeError.Invalid("A trial must last between 1 and 730 days.", "recurring[trial_period_days]");
        var (usage, meter) = (sent.Str("usage_type") ?? "licensed", sent.Str("meter"));
        if (usage == "metered" && meter is null)
            throw StripeError.Invalid("A price with `recurring[usage_type]=metered` needs a meter.", "recurring[meter]", "parameter_missing");
        if (usage != "metered" && meter is not null)
            throw StripeError.Invalid("`recurring[meter]` can only be used with `recurring[usage_type]=metered`.", "recurring[meter]");
        if (meter is not null && work.Get("billing.meter", meter, "recurring[meter]").Str("status") != "active")
            throw StripeError.Invalid($"The meter {meter} is not active.", "recurring[meter]");
        return new JsonObject
        {
            ["interval"] = interval,
            ["interval_count"] = count,
            ["meter"] = meter,
            ["trial_period_days"] = sent.Long("trial_period_days"),
            ["usage_type"] = usage,
        };
    }

    private static void TakeCurrencies(JsonObject price, JsonObject sent)
    {
        if (!sent.ContainsKey("currency_options"))
            return;
        var options = price.Obj("_currency_options")?.DeepClone().AsObject() ?? [];
        foreach (var (code, option) in sent.Obj("currency_options") ?? [])
        {
            var currency = Currencies.Known(code, $"currency_options[{code}]");
            if (currency == price.Str("currency"))
                throw StripeError.Invalid($"`currency_options` cannot name the price's own currency ({currency}).", $"currency_options[{code}]");
            options[currency] = PriceTerms.Read(option!.AsObject(), price.Str("billing_scheme")!, currency, $"currency_options[{code}]");
        }
        price["_currency_options"] = sent["currency_options"] is null ? null : options;
    }

    private static void TakeLookupKey(Work work, JsonObject price, JsonObject sent)
    {
        Shapes.CheckLength(sent, "lookup_key", LongestLookupKey);
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
        var (work, sent) = (call.Work, call.Sent);
        var price = work.Get("price", call.Id);
        if (sent.ContainsKey("active") && !sent.Flag("active") && work.Find(price.Str("product"))?.Str("default_price") == call.Id)
            throw StripeError.Invalid("This price cannot be archived because it is the default price of its product.", "active");
        if (sent.Str("tax_behavior") is { } behaviour && price.Str("tax_behavior") is not "unspecified" and var fixedTo && fixedTo != behaviour)
            throw StripeError.Invalid("The tax behavior of a price cannot be changed once it is `exclusive` or `inclusive`.", "tax_behavior");
        var plan = price["recurring"] is null ? null : Plan(price);
        work.Change(price, "price.updated", p =>
        {
            p.Take(sent, "active", "nickname", "tax_behavior");
            TakeCurrencies(p, sent);
            TakeLookupKey(work, p, sent);
            Shapes.Metadata(p, sent);
        });
        if (plan is not null && Plan(price) is var later && Json.Difference(plan, later) is { Count: > 0 } before)
            work.Emit("plan.updated", later, before);
        return price;
    }

    public static JsonObject CurrencyOptions(JsonObject price)
    {
        var options = price.Obj("_currency_options")?.DeepClone().AsObject() ?? [];
        options[price.Str("currency")!] = PriceAmounts.Own(price);
        return options;
    }

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
}
