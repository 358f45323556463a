using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a session's line items come to. In subscription mode the first invoice says it again when the session is completed.</summary>
internal static class CheckoutTotals
{
    public static JsonObject PriceOf(Work work, JsonObject item, int at)
    {
        if (item.Str("price") is { } id)
        {
            var price = work.Get("price", id, $"line_items[{at}][price]");
            return price.Flag("active") ? price : throw StripeError.Invalid("The price specified is inactive. This field only accepts active prices.", $"line_items[{at}][price]", "price_inactive");
        }
        if (item.Obj("price_data") is not { } data)
            throw StripeError.Missing($"line_items[{at}][price]");
        var created = Prices.Create(work, data.DeepClone().AsObject());
        created["active"] = false;
        return created;
    }

    public static List<JsonObject> Items(Work work, JsonObject sent, List<JsonObject> items, List<JsonObject> prices)
    {
        var subtotals = items.Zip(prices, (item, price) => PriceAmounts.Amount(work, price, item.Long("quantity") ?? 1)).ToList();
        var discounts = Discounts(work, sent, subtotals);
        return [.. items.Select((item, at) => Item(work, sent, item, prices[at], subtotals[at], discounts[at]))];
    }

    private static JsonObject Item(Work work, JsonObject sent, JsonObject item, JsonObject price, long subtotal, long discount)
    {
        var rates = item.Strings("tax_rates").Concat(sent.Obj("subscription_data")?.Strings("default_tax_rates") ?? []).Distinct().Select(r => work.Get("tax_rate", r, "line_items")).ToList();
        var taxable = subtotal - discount;
        var inclusive = rates.Where(r => r.Flag("inclusive")).Sum(r => r.Number("percentage") ?? 0);
        var net = Rounded(taxable * 100m / (100m + inclusive));
        var taxes = rates.Select(r => (Rate: r, Amount: Rounded(net * (r.Number("percentage") ?? 0) / 100m))).ToList();
        var added = taxes.Where(t => !t.Rate.Flag("inclusive")).Sum(t => t.Amount);
        return new JsonObject
        {
            ["id"] = Ids.New("li"),
            ["object"] = "item",
            ["adjustable_quantity"] = null,
            ["amount_discount"] = discount,
            ["amount_subtotal"] = subtotal,
            ["amount_tax"] = taxes.Sum(t => t.Amount),
            ["amount_total"] = taxable + added,
            ["currency"] = price.Str("currency"),
            ["description"] = work.Find(price.Str("product"))?.Str("name"),
            ["metadata"] = item.Copy("metadata") ?? new JsonObject(),
            ["price"] = price.Shown(),
            ["quantity"] = item.Long("quantity") ?? 1,
        };
    }

    /// <summary>What the coupon takes from each item; an amount is split in proportion, so that the parts sum to the whole.</summary>
    private static List<long> Discounts(Work work, JsonObject sent, List<long> subtotals)
    {
        var none = subtotals.Select(_ => 0L).ToList();
        if (sent.Objects("discounts").FirstOrDefault() is not { } discount)
            return none;
        var coupon = discount.Str("promotion_code") is { } code
            ? work.Get("promotion_code", code, "discounts[0][promotion_code]") is var promotion && promotion.Obj("promotion")?.Id("coupon") is { } of ? work.Get("coupon", of, "discounts[0][promotion_code]") : throw StripeError.NoSuch("promotion code", code, "discounts[0][promotion_code]")
            : work.Get("coupon", discount.Str("coupon") ?? throw StripeError.Missing("discounts[0][coupon]"), "discounts[0][coupon]");
        if (coupon.Number("percent_off") is { } percent)
            return [.. subtotals.Select(s => Rounded(s * percent / 100m))];
        var total = subtotals.Sum();
        var left = Math.Min(coupon.Long("amount_off") ?? 0, total);
        for (var i = 0; i < subtotals.Count && total > 0; i++)
        {
            none[i] = Rounded((decimal)left * subtotals[i] / total);
            left -= none[i];
            total -= subtotals[i];
        }
        return none;
    }

    public static void Set(JsonObject session, List<JsonObject> items)
    {
        session["amount_subtotal"] = items.Sum(i => i.Long("amount_subtotal"));
        session["amount_total"] = items.Sum(i => i.Long("amount_total"));
        SetDetails(session, items.Sum(i => i.Long("amount_discount")!.Value), items.Sum(i => i.Long("amount_tax")!.Value));
    }

    /// <summary>The first invoice of the subscription is what is paid.</summary>
    public static void SetFrom(JsonObject session, JsonObject invoice)
    {
        session["amount_subtotal"] = invoice.Long("subtotal");
        session["amount_total"] = invoice.Long("total");
        SetDetails(session, invoice.Objects("total_discount_amounts").Sum(d => d.Long("amount") ?? 0), invoice.Objects("total_taxes").Sum(t => t.Long("amount") ?? 0));
    }

    private static void SetDetails(JsonObject session, long discount, long tax) =>
        session["total_details"] = new JsonObject { ["amount_discount"] = discount, ["amount_shipping"] = 0, ["amount_tax"] = tax };

    private static long Rounded(decimal amount) => (long)Math.Round(amount, MidpointRounding.AwayFromZero);
}
