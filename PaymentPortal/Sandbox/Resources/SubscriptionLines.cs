using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a subscription puts on its invoices.</summary>
internal static class SubscriptionLines
{
    /// <summary>What an item costs for a whole period.</summary>
    public static long Amount(Work work, JsonObject subscription, JsonObject item) => PriceAmounts.Amount(work, item.Obj("price")!, item.Long("quantity") ?? 1, subscription.Str("currency"));

    public static string? NameOf(Work work, JsonObject price) => work.Find(price.Id("product"))?.Str("name");

    /// <summary>One line for each of the items, for its current period; none is charged in a trial, and a first period that is shorter than others only in part.</summary>
    public static List<JsonObject> Of(Work work, JsonObject subscription, IEnumerable<JsonObject> items) =>
        [.. items.Where(i => i.Obj("price")!.Obj("recurring")!.Str("usage_type") != "metered").SelectMany(i => Lines(work, subscription, i))];

    /// <summary>A quantity for a whole period: one line for each tier and each flat fee that the price has for it.</summary>
    public static IEnumerable<JsonObject> Parts(Work work, JsonObject subscription, JsonObject item, decimal quantity, long start, long end)
    {
        var (price, currency) = (item.Obj("price")!, subscription.Str("currency")!);
        foreach (var part in PriceAmounts.Parts(work, price, quantity, currency))
        {
            var tier = part.Tier is { } number ? $"Tier {number} " : "";
            var count = part.Quantity.ToString("0.############", CultureInfo.InvariantCulture);
            var each = $"{Currencies.Format(part.Unit, currency)} / {price.Obj("recurring")!.Str("interval")}";
            var name = NameOf(work, price);
            var line = InvoiceLines.New(part.Amount, currency, part.Flat ? $"{name} ({tier}flat fee at {each})" : $"{count} × {name} ({tier}at {each})", start, end);
            line["pricing"] = InvoiceLines.Pricing(price, part.Unit.ToString("0.############", CultureInfo.InvariantCulture));
            line["quantity"] = part.Quantity;
            line["quantity_decimal"] = count;
            yield return OfItem(work, subscription, item, line, false);
        }
    }

    /// <summary>An item's lines for every period since a time before now: what is paid in advance up to the current one, what is metered for those that are over.</summary>
    public static IEnumerable<JsonObject> Since(Work work, JsonObject subscription, JsonObject item, long start)
    {
        var (now, anchor, (interval, count)) = (work.Now(subscription), subscription.Long("billing_cycle_anchor")!.Value, SubscriptionItems.IntervalOf(item));
        var period = item.DeepClone().AsObject();
        for (var (begin, end) = (start, 0L); begin < item.Long("current_period_end"); begin = end)
        {
            end = Periods.Next(anchor, interval, count, begin);
            period["current_period_start"] = begin;
            period["current_period_end"] = end;
            foreach (var line in (end <= now ? MeteredLines.Of(work, subscription, [period], end) : []).Concat(Of(work, subscription, [period])))
            {
                foreach (var discount in Discounts.Over(work, subscription, begin, now).Concat(Discounts.Over(work, item, begin, now)))
                    line["discounts"]!.AsArray().Add((JsonNode)discount);
                yield return line;
            }
        }
    }

    private static JsonObject OfItem(Work work, JsonObject subscription, JsonObject item, JsonObject line, bool proration)
    {
        line["metadata"] = subscription.Copy("metadata");
        line["parent"] = InvoiceLines.Parent(subscription, item.Str("id")!, null, proration, null);
        line["subscription"] = subscription.Str("id");
        line["discounts"] = Discounts.Of(work, item, work.Now(subscription));
        InvoiceLines.Tax(line, item.Objects("tax_rates"));
        return line;
    }

    /// <summary>A quantity that costs nothing, since its period is a trial.</summary>
    public static JsonObject Free(Work work, JsonObject subscription, JsonObject item, decimal quantity, long start, long end)
    {
        var price = item.Obj("price")!;
        var count = quantity.ToString("0.############", CultureInfo.InvariantCulture);
        var line = InvoiceLines.New(0, subscription.Str("currency")!, $"Free trial for {count} × {NameOf(work, price)}", start, end);
        line["pricing"] = InvoiceLines.Pricing(price, "0");
        line["quantity"] = quantity;
        line["quantity_decimal"] = count;
        return OfItem(work, subscription, item, line, false);
    }

    private static IEnumerable<JsonObject> Lines(Work work, JsonObject subscription, JsonObject item)
    {
        var (price, currency) = (item.Obj("price")!, subscription.Str("currency")!);
        var quantity = item.Long("quantity") ?? 1;
        var (start, end) = (item.Long("current_period_start")!.Value, item.Long("current_period_end")!.Value);
        if (subscription.Long("trial_end") is { } trialEnd && end <= trialEnd)
            return [Free(work, subscription, item, quantity, start, end)];
        end = Math.Min(end, subscription.Long("cancel_at") ?? end);
        var amount = Proration.ForRest(work, subscription, item, start, end);
        if (amount == Amount(work, subscription, item))
            return Parts(work, subscription, item, quantity, start, end);
        var description = $"Remaining time on {(quantity == 1 ? "" : $"{quantity} × ")}{NameOf(work, price)} after {DateTimeOffset.FromUnixTimeSeconds(start).ToString("d MMM yyyy", CultureInfo.InvariantCulture)}";
        var line = InvoiceLines.New(amount, currency, description, start, end);
        line["pricing"] = InvoiceLines.Pricing(price, price.Str("unit_amount_decimal"));
        InvoiceLines.Quantity(line, quantity);
        return [OfItem(work, subscription, item, line, true)];
    }
}
