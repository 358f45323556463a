using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What was used in a period that is over.</summary>
internal static class MeteredLines
{
    /// <summary>The lines of the metered ones among the items, for their current period up to the given time. Usage in a trial is shown, and free.</summary>
    public static List<JsonObject> Of(Work work, JsonObject subscription, IEnumerable<JsonObject> items, long until) =>
        [.. items.Where(i => i.Obj("price")!.Obj("recurring")!.Str("meter") is not null).SelectMany(i => OfItem(work, subscription, i, until))];

    /// <summary>Notes in a draft which items' use it bills, as they were in the period that is over.</summary>
    public static void Note(JsonObject invoice, IEnumerable<JsonObject> items) => invoice["_used"] = Json.ArrayOf(items.Select(i => i.DeepClone()));

    /// <summary>Counts once more what a draft bills: what was reported since it was made is of its period too. Lines that somebody took off stay off.</summary>
    public static void CountAgain(Work work, JsonObject invoice)
    {
        if (invoice["_used"] is not JsonArray || work.Find(InvoiceShape.SubscriptionOf(invoice)) is not { } subscription)
            return;
        var lines = invoice.Obj("lines")!["data"]!.AsArray();
        foreach (var item in invoice.Objects("_used").ToList())
        {
            var known = lines.OfType<JsonObject>().Where(l => IsOf(l, item)).ToList();
            var now = OfItem(work, subscription, item, item.Long("current_period_end")!.Value).ToList();
            if (known.Count == 0 || known.Select(l => l.Str("quantity_decimal")).SequenceEqual(now.Select(l => l.Str("quantity_decimal"))))
                continue;
            var at = lines.IndexOf(known[0]);
            known.ForEach(l => lines.Remove(l));
            foreach (var line in now)
            {
                line["invoice"] = invoice.Str("id");
                lines.Insert(at++, (JsonNode)line);
            }
        }
    }

    private static bool IsOf(JsonObject line, JsonObject item) => InvoiceLines.ItemOf(line) is null
        && line.Obj("parent")?.Obj("subscription_item_details")?.Str("subscription_item") == item.Str("id") && line.Obj("period")!.Long("end") == item.Long("current_period_end");

    private static IEnumerable<JsonObject> OfItem(Work work, JsonObject subscription, JsonObject item, long until)
    {
        var from = Math.Max(item.Long("current_period_start")!.Value, item.Long("_used_from") ?? 0);
        var to = Math.Min(until, item.Long("current_period_end")!.Value);

        // A price that takes the place of another with the next period has no time in this one.
        if (from == item.Long("_used_from") && from >= to)
            return [];
        var meter = work.Find(item.Obj("price")!.Obj("recurring")!.Str("meter"))!;
        var used = Math.Max(0, Meters.Usage(work, meter, subscription.Str("customer")!, from, to));
        return item.Long("current_period_end") <= subscription.Long("trial_end") ? [SubscriptionLines.Free(work, subscription, item, used, from, to)] : SubscriptionLines.Parts(work, subscription, item, used, from, to);
    }

    /// <summary>What an item leaves unbilled that goes, or whose price does, waits for the next invoice; what costs nothing only where that is the one of its whole period.</summary>
    public static void Wait(Work work, JsonObject subscription, JsonObject item, long now)
    {
        foreach (var line in Of(work, subscription, [item], now).Where(l => l.Long("amount") != 0 || item.Long("current_period_end") <= now))
        {
            var period = line.Obj("period")!;
            var waiting = InvoiceItems.New(work, work.Find(subscription.Str("customer"))!, line.Long("amount")!.Value, subscription.Str("currency")!, period.Long("start")!.Value, period.Long("end")!.Value);
            waiting.Take(line, "description", "discounts", "metadata", "pricing", "quantity", "quantity_decimal");
            waiting["parent"] = new JsonObject
            {
                ["subscription_details"] = new JsonObject { ["subscription"] = subscription.Str("id"), ["subscription_item"] = item.Str("id") },
                ["type"] = "subscription_details",
            };
            waiting["tax_rates"] = Proration.RatesOf(subscription, item);
            work.Emit("invoiceitem.created", waiting);
        }
    }
}
