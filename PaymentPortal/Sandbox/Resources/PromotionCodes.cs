using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What customers type to get a coupon.</summary>
internal static class PromotionCodes
{
    private const string Kind = "promotion_code";
    private const int LongestCode = 500;

    public static void Map(Router router)
    {
        router.Post("/v1/promotion_codes", Create);
        router.Get("/v1/promotion_codes", c => Page.Of(c, Kind,
            o => c.Sent.Str("code") is not { } code || Same(o.Str("code"), code),
            ("parent", c.Sent.Str("coupon")), ("customer", c.Sent.Str("customer")), ("status", c.Has("active") ? c.Sent.Flag("active") ? "true" : "false" : null)));
        router.Get("/v1/promotion_codes/{id}", c => c.Work.Get(Kind, c.Id));
        router.Post("/v1/promotion_codes/{id}", Update);
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        Shapes.Refuse(sent, "promotion codes", "customer_account");
        var coupon = work.Get("coupon", sent.Obj("promotion")!.Str("coupon") ?? throw StripeError.Missing("promotion[coupon]"), "promotion[coupon]");
        if (!coupon.Flag("valid"))
            throw StripeError.Invalid($"Coupon expired: {coupon.Str("id")}", "promotion[coupon]", "coupon_expired");
        if (sent.Str("customer") is { } customer)
            work.Get("customer", customer, "customer");
        Shapes.CheckLength(sent, "code", LongestCode);
        var code = sent.Str("code") ?? Ids.Random(8).ToUpperInvariant();
        if (!code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            throw StripeError.Invalid("A promotion code may only contain the characters a-z, A-Z, 0-9, hyphens and underscores.", "code");
        var active = !sent.ContainsKey("active") || sent.Flag("active");
        if (active)
            CheckUnused(work, code, sent.Str("customer"), null);
        if (sent.Long("max_redemptions") is { } most)
        {
            if (most < 1)
                throw StripeError.Invalid("Invalid positive integer", "max_redemptions", "parameter_invalid_integer");
            if (most > coupon.Long("max_redemptions"))
                throw StripeError.Invalid("`max_redemptions` cannot be greater than the coupon's.", "max_redemptions");
        }
        if (sent.Long("expires_at") is { } end && end <= work.RealNow)
            throw StripeError.Invalid("`expires_at` must be in the future.", "expires_at");
        if (sent.Long("expires_at") > coupon.Long("redeem_by"))
            throw StripeError.Invalid("`expires_at` cannot be later than the coupon's `redeem_by`.", "expires_at");
        var promotion = new JsonObject
        {
            ["id"] = Ids.New("promo"),
            ["object"] = Kind,
            ["active"] = active,
            ["code"] = code,
            ["created"] = work.RealNow,
            ["customer"] = sent.Str("customer"),
            ["customer_account"] = null,
            ["expires_at"] = sent.Long("expires_at"),
            ["livemode"] = false,
            ["max_redemptions"] = sent.Long("max_redemptions"),
            ["metadata"] = new JsonObject(),
            ["promotion"] = new JsonObject { ["coupon"] = coupon.Str("id"), ["type"] = "coupon" },
            ["restrictions"] = Restrictions(sent.Obj("restrictions")),
            ["times_redeemed"] = 0,
            ["_parent"] = coupon.Str("id"),
            ["_due"] = sent.Long("expires_at"),
        };
        Shapes.Metadata(promotion, sent);
        work.Add(promotion);
        work.Emit("promotion_code.created", promotion);
        return promotion;
    }

    private static JsonObject Restrictions(JsonObject? sent)
    {
        var amount = sent?.Long("minimum_amount");
        var currency = sent?.Str("minimum_amount_currency") is { } code ? Currencies.Known(code, "restrictions[minimum_amount_currency]") : null;
        if (amount is < 1)
            throw StripeError.Invalid("Invalid positive integer", "restrictions[minimum_amount]", "parameter_invalid_integer");
        if (amount is null != currency is null)
            throw StripeError.Missing(amount is null ? "restrictions[minimum_amount]" : "restrictions[minimum_amount_currency]");
        var restrictions = new JsonObject
        {
            ["first_time_transaction"] = sent?.Flag("first_time_transaction") ?? false,
            ["minimum_amount"] = amount,
            ["minimum_amount_currency"] = currency,
        };
        TakeCurrencies(restrictions, sent);
        return restrictions;
    }

    private static void TakeCurrencies(JsonObject restrictions, JsonObject? sent)
    {
        foreach (var (code, option) in sent?.Obj("currency_options") ?? [])
        {
            var currency = Currencies.Known(code, $"restrictions[currency_options][{code}]");
            if (restrictions.Obj("currency_options") is not { } options)
                restrictions["currency_options"] = options = [];
            options[currency] = new JsonObject { ["minimum_amount"] = option!.AsObject().Long("minimum_amount") };
        }
    }

    /// <summary>A code that is active belongs to one coupon; only where both are for different customers may it stand twice.</summary>
    private static void CheckUnused(Work work, string code, string? customer, JsonObject? except)
    {
        foreach (var other in work.Where(Kind, "status", "true").Where(o => o != except && o.Flag("active") && Same(o.Str("code"), code)))
        {
            if (customer is null || other.Str("customer") is null || other.Str("customer") == customer)
                throw StripeError.Invalid($"An active promotion code with `code: {other.Str("code")}` already exists.", "code", "resource_already_exists");
        }
    }

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var promotion = work.Get(Kind, call.Id);
        if (sent.Flag("active") && !promotion.Flag("active"))
        {
            if (UsedUp(promotion, work.RealNow) || work.Find(promotion.Str("_parent"))?.Flag("valid") is not true)
                throw StripeError.Invalid("This promotion code cannot be activated because it, or its coupon, has expired or is used up.", "active");
            CheckUnused(work, promotion.Str("code")!, promotion.Str("customer"), promotion);
        }
        work.Change(promotion, "promotion_code.updated", p =>
        {
            p.Take(sent, "active");
            TakeCurrencies(p.Obj("restrictions")!, sent.Obj("restrictions"));
            Shapes.Metadata(p, sent);
        });
        return promotion;
    }

    public static bool UsedUp(JsonObject promotion, long now, long waiting = 0) =>
        promotion.Long("expires_at") <= now || promotion.Long("times_redeemed") + waiting >= promotion.Long("max_redemptions");

    public static StripeError Inactive(string param) => StripeError.Invalid("This promotion code is expired or no longer active.", param, "coupon_expired");

    /// <summary>Refuses a code that this customer cannot use for this amount.</summary>
    public static void Check(Work work, JsonObject promotion, JsonObject customer, long amount, string currency, string param)
    {
        if (!promotion.Flag("active") || UsedUp(promotion, work.Now(customer)))
            throw Inactive(param);
        if (promotion.Str("customer") is { } owner && owner != customer.Str("id"))
            throw StripeError.Invalid("This promotion code cannot be redeemed by this customer.", param);
        var restrictions = promotion.Obj("restrictions")!;
        if (restrictions.Flag("first_time_transaction") && HasPaid(work, customer.Str("id")!))
            throw StripeError.Invalid("This promotion code cannot be redeemed because the associated customer has prior transactions.", param);
        if (restrictions.Long("minimum_amount") is not { } least)
            return;
        var minimum = restrictions.Str("minimum_amount_currency") == currency ? least : restrictions.Obj("currency_options")?.Obj(currency)?.Long("minimum_amount");
        if (minimum is null)
            throw StripeError.Invalid($"This promotion code cannot be redeemed in {currency}.", param);
        if (amount < minimum)
            throw StripeError.Invalid($"This promotion code cannot be redeemed because the amount is below its minimum of {Currencies.Format(minimum.Value, currency)}.", param);
    }

    private static bool HasPaid(Work work, string customer) =>
        work.Where("charge", "customer", customer).Any(c => c.Str("customer") == customer && c.Str("status") == "succeeded");

    public static void Redeemed(Work work, JsonObject promotion) => work.Change(promotion, "promotion_code.updated", p =>
    {
        p["times_redeemed"] = p.Long("times_redeemed") + 1;
        if (UsedUp(p, 0))
            p["active"] = false;
    });

    public static void FallDue(Work work, JsonObject promotion) => work.Change(promotion, "promotion_code.updated", p =>
    {
        p["_due"] = null;
        p["active"] = false;
    });

    /// <summary>No code is active whose coupon cannot be redeemed any more.</summary>
    public static void CouponEnded(Work work, JsonObject coupon)
    {
        foreach (var promotion in work.Where(Kind, "parent", coupon.Str("id")!).Where(p => p.Str("_parent") == coupon.Str("id") && p.Flag("active")))
            work.Change(promotion, "promotion_code.updated", p => p["active"] = false);
    }
}
