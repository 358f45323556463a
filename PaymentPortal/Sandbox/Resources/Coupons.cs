using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Coupons
{
    private const long FiveYears = 5 * 366 * 86_400L;
    private const int LongestName = 40;

    public static void Map(Router router)
    {
        router.Post("/v1/coupons", Create);
        router.Get("/v1/coupons", c => Page.Of(c, "coupon"));
        router.Get("/v1/coupons/{id}", c => c.Work.Get("coupon", c.Id));
        router.Post("/v1/coupons/{id}", Update);
        router.Delete("/v1/coupons/{id}", Delete);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        Shapes.CheckLength(sent, "name", LongestName);
        var earlier = work.Find(sent.Str("id"));
        if (earlier is not null && !earlier.Flag("deleted"))
            throw StripeError.Invalid("Coupon already exists.", "id", "resource_already_exists");
        var currency = Value(sent);
        var duration = sent.Str("duration") ?? "once";
        if (duration == "repeating" && sent.Long("duration_in_months") is null)
            throw StripeError.Invalid("You must set `duration_in_months` when `duration` is `repeating`.", "duration_in_months", "parameter_missing");
        if (duration != "repeating" && sent["duration_in_months"] is not null)
            throw StripeError.Invalid("`duration_in_months` can only be set when `duration` is `repeating`.", "duration_in_months");
        foreach (var name in new[] { "duration_in_months", "max_redemptions" })
        {
            if (sent.Long(name) is < 1)
                throw StripeError.Invalid("Invalid positive integer", name, "parameter_invalid_integer");
        }
        if (sent.Long("redeem_by") is { } last && (last <= work.RealNow || last > work.RealNow + FiveYears))
            throw StripeError.Invalid("`redeem_by` must be in the future, and at most five years away.", "redeem_by");
        foreach (var (at, product) in (sent.Obj("applies_to")?.Strings("products") ?? []).Index())
            work.Get("product", product, $"applies_to[products][{at}]");
        var coupon = new JsonObject
        {
            ["id"] = sent.Str("id") ?? Ids.Random(8),
            ["object"] = "coupon",
            ["amount_off"] = sent.Long("amount_off"),
            ["created"] = work.RealNow,
            ["currency"] = currency,
            ["duration"] = duration,
            ["duration_in_months"] = sent.Long("duration_in_months"),
            ["livemode"] = false,
            ["max_redemptions"] = sent.Long("max_redemptions"),
            ["metadata"] = new JsonObject(),
            ["name"] = sent.Str("name"),
            ["percent_off"] = sent.Number("percent_off"),
            ["redeem_by"] = sent.Long("redeem_by"),
            ["times_redeemed"] = 0,
            ["valid"] = true,
            ["_applies_to"] = sent.Copy("applies_to"),
            ["_due"] = sent.Long("redeem_by"),
        };
        TakeCurrencies(coupon, sent);
        Shapes.Metadata(coupon, sent);
        if (earlier is not null)
            work.Remove(earlier);
        work.Add(coupon);
        work.Emit("coupon.created", coupon);
        return coupon;
    }

    /// <summary>Checks what is taken off, and answers the currency of an amount.</summary>
    private static string? Value(JsonObject sent)
    {
        var (percent, amount) = (sent.Number("percent_off"), sent.Long("amount_off"));
        if (percent is null && amount is null)
            throw StripeError.Invalid("Must provide percent_off or amount_off", null, "parameter_missing");
        if (percent is not null && amount is not null)
            throw StripeError.Invalid("You may only specify one of these parameters: amount_off, percent_off.", "amount_off", "parameters_exclusive");
        if (percent is <= 0 or > 100)
            throw StripeError.Invalid("Invalid percent: must be greater than 0 and at most 100", "percent_off");
        if (percent is { } exact && exact != Math.Round(exact, 4))
            throw StripeError.Invalid($"Invalid decimal: {exact.ToString(CultureInfo.InvariantCulture)}; must contain at maximum 4 decimal places.", "percent_off");
        if (amount is null)
            return sent.Str("currency") is null ? null : Currencies.Known(sent.Str("currency")!);
        var currency = Currencies.Known(sent.Str("currency") ?? throw StripeError.Invalid("Must provide a currency when using amount_off", "currency", "parameter_missing"));
        Check(amount.Value, currency, "amount_off");
        return currency;
    }

    private static void Check(long amount, string currency, string param)
    {
        if (amount < 1)
            throw StripeError.Invalid("Invalid positive integer", param, "parameter_invalid_integer");
        if (amount > Currencies.Largest)
            throw Currencies.TooLarge(currency, param);
    }

    private static void TakeCurrencies(JsonObject coupon, JsonObject sent)
    {
        if (sent.Obj("currency_options") is not { } options)
            return;
        if (coupon.Long("amount_off") is null)
            throw StripeError.Invalid("`currency_options` can only be used with `amount_off`.", "currency_options");
        var kept = coupon.Obj("_currency_options") ?? [];
        foreach (var (code, option) in options)
        {
            var currency = Currencies.Known(code, $"currency_options[{code}]");
            var amount = option!.AsObject().Long("amount_off")!.Value;
            Check(amount, currency, $"currency_options[{code}][amount_off]");
            kept[currency] = new JsonObject { ["amount_off"] = amount };
        }
        if (kept.Parent is null)
            coupon["_currency_options"] = kept;
    }

    public static JsonNode? CurrencyOptions(JsonObject coupon)
    {
        if (coupon.Long("amount_off") is not { } amount)
            return null;
        var options = coupon.Obj("_currency_options")?.DeepClone().AsObject() ?? [];
        options[coupon.Str("currency")!] = new JsonObject { ["amount_off"] = amount };
        return options;
    }

    /// <summary>The amount that the coupon takes off in a currency; null where it is none of amounts, or knows no amount in that currency.</summary>
    public static long? AmountOff(JsonObject coupon, string currency) =>
        coupon.Str("currency") == currency ? coupon.Long("amount_off") : coupon.Obj("_currency_options")?.Obj(currency)?.Long("amount_off");

    private static JsonObject Update(Call call)
    {
        var coupon = call.Work.Get("coupon", call.Id);
        Shapes.CheckLength(call.Sent, "name", LongestName);
        call.Work.Change(coupon, "coupon.updated", c =>
        {
            c.Take(call.Sent, "name");
            TakeCurrencies(c, call.Sent);
            Shapes.Metadata(c, call.Sent);
        });
        return coupon;
    }

    /// <summary>A deleted coupon cannot be redeemed; who has its discount keeps it, so what it said is kept too.</summary>
    private static JsonObject Delete(Call call)
    {
        var coupon = call.Work.Get("coupon", call.Id);
        call.Work.Emit("coupon.deleted", coupon);
        call.Work.Change(coupon, null, c =>
        {
            c["deleted"] = true;
            c["_due"] = null;
            c["valid"] = false;
        });
        PromotionCodes.CouponEnded(call.Work, coupon);
        return Shapes.Deleted(coupon);
    }

    /// <summary>Refuses a coupon that cannot be redeemed (any more), or not in this currency; so many redemptions are spoken for.</summary>
    public static void Check(JsonObject coupon, string currency, long now, string param, long waiting = 0)
    {
        var id = coupon.Str("id")!;
        if (coupon.Flag("deleted"))
            throw StripeError.NoSuch("coupon", id, param);
        if (coupon.Long("redeem_by") <= now)
            throw StripeError.Invalid($"Coupon expired: {id}", param, "coupon_expired");
        if (coupon.Long("times_redeemed") + waiting >= coupon.Long("max_redemptions"))
            throw StripeError.Invalid($"Coupon {id} is used up and cannot be applied", param, "coupon_expired");
        if (coupon.Long("amount_off") is not null && AmountOff(coupon, currency) is null)
            throw StripeError.Invalid($"The coupon {id} takes off an amount in {coupon.Str("currency")} and cannot be applied to something in {currency}.", param);
    }

    public static void Redeemed(Work work, JsonObject coupon)
    {
        work.Change(coupon, "coupon.updated", c =>
        {
            c["times_redeemed"] = c.Long("times_redeemed") + 1;
            if (c.Long("times_redeemed") >= c.Long("max_redemptions"))
                c["valid"] = false;
        });
        if (!coupon.Flag("valid"))
            PromotionCodes.CouponEnded(work, coupon);
    }

    public static void FallDue(Work work, JsonObject coupon)
    {
        work.Change(coupon, "coupon.updated", c =>
        {
            c["_due"] = null;
            c["valid"] = false;
        });
        PromotionCodes.CouponEnded(work, coupon);
    }
}
