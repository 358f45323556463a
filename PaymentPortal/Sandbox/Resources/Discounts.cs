using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Coupons at work: on a subscription, one of its items, an invoice or an invoice item.</summary>
internal static class Discounts
{
    private const int Most = 20;

    public static void Map(Router router)
    {
        router.Delete("/v1/customers/{id}/discount", c => throw NoDiscount("customer", c.Work.Get("customer", c.Id).Str("id")!));
        router.Delete("/v1/subscriptions/{id}/discount", EndOfSubscription);
    }

    private static StripeError NoDiscount(string noun, string id) => new(404, "invalid_request_error", "resource_missing", $"No active discount for {noun}: {id}");

    private static JsonObject EndOfSubscription(Call call)
    {
        var subscription = call.Work.Get("subscription", call.Id);
        var discount = call.Work.Find(subscription.Strings("discounts").LastOrDefault()) ?? throw NoDiscount("subscription", call.Id);
        Detach(call.Work, discount);
        var deleted = discount.Shown();
        deleted["deleted"] = true;
        deleted.Remove("end");
        return deleted;
    }

    /// <summary>Who gets the discount, and what it is to be taken off, for the checks of coupons and promotion codes.</summary>
    /// <param name="Customer">The customer that redeems.</param>
    /// <param name="Currency">The currency of what is discounted.</param>
    /// <param name="Amount">What is discounted, in minor units.</param>
    internal sealed record Holder(JsonObject Customer, string Currency, long Amount)
    {
        public string? Subscription { get; init; }

        public string? Item { get; init; }

        public string? Invoice { get; init; }

        public string? InvoiceItem { get; init; }

        /// <summary>The ids that the holder has until now.</summary>
        public IReadOnlyCollection<string> Current { get; init; } = [];

        /// <summary>An invoice also shows discounts of its subscription, which are not its own to end.</summary>
        public bool Owns(JsonObject discount) =>
            discount.Str("subscription") == Subscription && discount.Str("subscription_item") == Item && discount.Str("invoice") == Invoice && discount.Str("invoice_item") == InvoiceItem;
    }

    /// <summary>Sets what a call says of a subscription's discounts; nothing where it says nothing. What is not named ends when the change is made, which may wait for its payment.</summary>
    public static void OfSubscription(Work work, JsonObject subscription, JsonObject sent)
    {
        if (sent.ContainsKey("discounts"))
        {
            var holder = HolderOf(work, subscription, subscription, null);
            subscription["discounts"] = Named(work, sent, holder with { Amount = holder.Amount + sent.Objects("add_invoice_items").Sum(one => Once(work, one, holder.Currency)) });
        }
    }

    /// <summary>Ends the discounts of a subscription that a change of it leaves out.</summary>
    public static void Leave(Work work, JsonObject subscription, JsonObject patch)
    {
        if (patch.ContainsKey("discounts"))
            End(work, subscription.Strings("discounts").Except(patch.Strings("discounts")).Select(id => work.Find(id)!));
    }

    private static void End(Work work, IEnumerable<JsonObject> gone)
    {
        foreach (var discount in gone.ToList())
            Ended(work, discount);
    }

    /// <summary>Sets what a call says of the discounts of one item of a subscription.</summary>
    public static void OfItem(Work work, JsonObject subscription, JsonObject item, JsonObject sent, string param)
    {
        if (sent.ContainsKey("discounts"))
            item["discounts"] = Take(work, sent, HolderOf(work, subscription, item, item.Str("id")), param);
    }

    /// <summary>Sets what a call says of an invoice's discounts.</summary>
    public static void OfInvoice(Work work, JsonObject invoice, JsonObject sent)
    {
        if (sent.ContainsKey("discounts"))
            invoice["discounts"] = Take(work, sent, Once(work, invoice, invoice.Long("subtotal")!.Value, invoice) with { Invoice = invoice.Str("id") });
    }

    /// <summary>Sets what a call says of the discounts of an invoice item.</summary>
    public static void OfInvoiceItem(Work work, JsonObject item, JsonObject sent)
    {
        if (sent.ContainsKey("discounts"))
            item["discounts"] = Take(work, sent, Once(work, item, item.Long("amount")!.Value, item) with { InvoiceItem = item.Str("id") });
    }

    /// <summary>Sets what a call says of the discounts of one line of a draft.</summary>
    public static void OfLine(Work work, JsonObject invoice, JsonObject line, JsonObject sent)
    {
        if (sent.ContainsKey("discounts"))
            line["discounts"] = Take(work, sent, Once(work, invoice, line.Long("amount")!.Value, line) with { Invoice = invoice.Str("id") });
    }

    /// <summary>What is charged once with the next invoice, and discounted with it.</summary>
    private static long Once(Work work, JsonObject sent, string currency)
    {
        var quantity = sent.Long("quantity") ?? 1;
        return sent.Obj("price_data") is { } data ? (data.Long("unit_amount") ?? 0) * quantity
            : work.Find(sent.Str("price")) is { } price && PriceAmounts.Supports(price, currency) ? PriceAmounts.Amount(work, price, quantity, currency) : 0;
    }

    private static Holder Once(Work work, JsonObject owner, long amount, JsonObject holder) =>
        new(work.Find(owner.Str("customer"))!, owner.Str("currency")!, amount) { Current = [.. holder.Strings("discounts")] };

    private static Holder HolderOf(Work work, JsonObject subscription, JsonObject holder, string? item)
    {
        var currency = subscription.Str("currency")!;
        var items = item is null ? subscription.Objects("items") : [holder];
        var amount = items.Where(i => i.Long("quantity") is not null).Sum(i => PriceAmounts.Amount(work, i.Obj("price")!, i.Long("quantity")!.Value, currency));
        return new Holder(work.Find(subscription.Str("customer"))!, currency, amount) { Subscription = subscription.Str("id"), Item = item, Current = [.. holder.Strings("discounts")] };
    }

    /// <summary>Makes what the parameter `discounts` asks for and answers the ids in its order. What the holder had before and is not named again ends.</summary>
    public static JsonArray Take(Work work, JsonObject sent, Holder holder, string param = "discounts")
    {
        var ids = Named(work, sent, holder, param);
        End(work, holder.Current.Except(ids.Select(id => (string)id!)).Select(id => work.Find(id)!).Where(holder.Owns));
        return ids;
    }

    private static JsonArray Named(Work work, JsonObject sent, Holder holder, string param = "discounts")
    {
        var entries = sent.Objects("discounts").ToList();
        if (entries.Count > Most)
            throw StripeError.Invalid($"You can apply at most {Most} discounts.", param);
        var ids = new List<string>();
        foreach (var (number, entry) in entries.Index())
        {
            if (sent.Flag("_in_time") && !IsToBeHad(work, entry, holder))
                continue;
            var id = One(work, entry, holder, $"{param}[{number}]");
            if (ids.Any(other => SameCoupon(work, other, id)))
                throw StripeError.Invalid("The same coupon cannot be applied more than once.", $"{param}[{number}]");
            ids.Add(id);
        }
        return Json.ArrayOf(ids.Select(id => (JsonNode?)id));
    }

    /// <summary>A phase of a schedule begins when its time comes, without the discounts that have ended or are spent since it was planned.</summary>
    private static bool IsToBeHad(Work work, JsonObject entry, Holder holder)
    {
        try
        {
            return work.Imagine(apart => One(apart, entry, holder, "discounts")) is not null;
        }
        catch (StripeError)
        {
            return false;
        }
    }

    private static bool SameCoupon(Work work, string one, string other) => one == other || CouponOf(work.Find(one)!) == CouponOf(work.Find(other)!);

    public static string CouponOf(JsonObject discount) => discount.Obj("source")!.Str("coupon")!;

    private static string One(Work work, JsonObject entry, Holder holder, string param)
    {
        var named = new[] { "coupon", "discount", "promotion_code" }.Where(n => entry[n] is not null).ToList();
        if (named.Count != 1)
        {
            throw named.Count == 0
                ? StripeError.Invalid("Each discount needs one of these parameters: coupon, discount, promotion_code.", param, "parameter_missing")
                : StripeError.Invalid($"You may only specify one of these parameters: {string.Join(", ", named)}.", $"{param}[{named[0]}]", "parameters_exclusive");
        }
        param = $"{param}[{named[0]}]";
        var id = entry.Str(named[0])!;
        if (named[0] == "discount")
            return Again(work, work.Get("discount", id, param), holder, param);
        JsonObject? promotion = null;
        if (named[0] == "promotion_code")
        {
            promotion = work.Get("promotion_code", id, param);
            PromotionCodes.Check(work, promotion, holder.Customer, holder.Amount, holder.Currency, param);
            id = promotion.Obj("promotion")!.Str("coupon")!;
        }
        var coupon = work.Get("coupon", id, param);
        Coupons.Check(coupon, holder.Currency, work.Now(holder.Customer), param);
        Coupons.Redeemed(work, coupon);
        if (promotion is not null)
            PromotionCodes.Redeemed(work, promotion);
        return New(work, coupon, promotion, holder).Str("id")!;
    }

    /// <summary>A discount that the holder has stays the same; one of another holder is taken over with what is left of its time.</summary>
    private static string Again(Work work, JsonObject discount, Holder holder, string param)
    {
        var id = discount.Str("id")!;
        if (holder.Current.Contains(id))
            return id;
        if (discount.Str("customer") != holder.Customer.Str("id"))
            throw StripeError.NoSuch("discount", id, param);
        if (discount.Flag("_ended"))
            throw StripeError.Invalid($"The discount {id} has ended.", param, "coupon_expired");
        var copy = New(work, discount.Obj("_coupon")!, work.Find(discount.Str("promotion_code")), holder);
        copy["end"] = discount.Copy("end");
        copy["_due"] = discount.Copy("end");
        return copy.Str("id")!;
    }

    private static JsonObject New(Work work, JsonObject coupon, JsonObject? promotion, Holder holder)
    {
        var now = work.Now(holder.Customer);
        var lasting = holder.Subscription is not null;
        long? end = lasting && coupon.Long("duration_in_months") is { } months ? Periods.After(now, months) : null;
        var discount = work.Add(new JsonObject
        {
            ["id"] = Ids.New("di"),
            ["object"] = "discount",
            ["checkout_session"] = null,
            ["customer"] = holder.Customer.Str("id"),
            ["customer_account"] = null,
            ["end"] = end,
            ["invoice"] = holder.Invoice,
            ["invoice_item"] = holder.InvoiceItem,
            ["promotion_code"] = promotion?.Str("id"),
            ["source"] = new JsonObject { ["coupon"] = coupon.Str("id"), ["type"] = "coupon" },
            ["start"] = now,
            ["subscription"] = holder.Subscription,
            ["subscription_item"] = holder.Item,
            ["_clock"] = holder.Customer.Str("_clock"),
            ["_coupon"] = coupon.DeepClone(),
            ["_due"] = end,
        });
        if (lasting)
            work.Emit("customer.discount.created", discount);
        return discount;
    }

    /// <summary>
    /// Lets a new subscription's discounts begin with it, before now. One whose time is over already belongs to the lines of its time alone, and goes when the first invoice is made.
    /// </summary>
    public static void Backdate(Work work, JsonObject subscription, long start, long now)
    {
        foreach (var discount in subscription.Objects("items").Append(subscription).SelectMany(h => h.Strings("discounts")).Select(id => work.Find(id)!))
        {
            discount["start"] = start;
            if (discount.Obj("_coupon")!.Long("duration_in_months") is not { } months)
                continue;
            var end = Periods.After(start, months);
            discount["end"] = end;
            discount["_due"] = Math.Max(end, now);
        }
    }

    /// <summary>Those of a subscription or item that held at a time before now and do not any more.</summary>
    public static IEnumerable<string> Over(Work work, JsonObject holder, long then, long now) =>
        holder.Strings("discounts").Where(id => work.Find(id) is { } d && d.Long("end") is { } end && end > then && end <= now);

    /// <summary>Those of a subscription or item that still hold, for a new invoice.</summary>
    public static JsonArray Of(Work work, JsonObject holder, long now) =>
        Json.ArrayOf(holder.Strings("discounts").Where(id => work.Find(id) is { } d && !d.Flag("_ended") && !(d.Long("end") <= now)).Select(id => (JsonNode?)id));

    /// <summary>Ends those that were good for one invoice and took something off this one.</summary>
    public static void Used(Work work, JsonObject invoice)
    {
        foreach (var used in invoice.Objects("total_discount_amounts").Where(a => a.Long("amount") > 0).Select(a => a.Id("discount")).ToList())
        {
            if (work.Find(used) is { } discount && discount.Str("subscription") is not null && discount.Obj("_coupon")!.Str("duration") == "once")
                Detach(work, discount);
        }
    }

    /// <summary>A repeating discount's time is over.</summary>
    public static void FallDue(Work work, JsonObject discount) => Detach(work, discount);

    private static void Detach(Work work, JsonObject discount)
    {
        if (discount.Flag("_ended"))
            return;
        Ended(work, discount);
        if (work.Find(discount.Str("subscription")) is not { } subscription)
            return;
        var id = discount.Str("id");
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            foreach (var holder in s.Objects("items").Append(s).Where(h => h.Strings("discounts").Contains(id)))
                holder["discounts"] = Json.ArrayOf(holder.Strings("discounts").Where(d => d != id).Select(d => (JsonNode?)d));
        });
    }

    private static void Ended(Work work, JsonObject discount)
    {
        work.Touch(discount);
        discount["_ended"] = true;
        discount["_due"] = null;
        if (discount.Str("subscription") is not null)
            work.Emit("customer.discount.deleted", discount);
    }
}
