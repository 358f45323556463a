using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>
/// What a change in the middle of a period gives back and asks for, by the second. A credit follows what was debited: the subscription keeps, in `_debits`, which line or invoice item charged which of its items
/// for which time, how far that stands, and what was given back of it.
/// </summary>
internal static class Proration
{
    /// <summary>Notes that the item was charged by a line of an invoice, or by an invoice item that waits for one.</summary>
    public static void Debited(JsonObject subscription, string item, JsonObject charge, string? invoice)
    {
        if (charge.Long("amount") is not > 0)
            return;
        var period = charge.Obj("period")!;
        Debits(subscription).Add((JsonNode)new JsonObject
        {
            ["item"] = item,
            ["invoice"] = invoice,
            ["charge"] = charge.Str("id"),
            ["start"] = period.Long("start"),
            ["end"] = period.Long("end"),
            ["until"] = period.Long("end"),
            ["credited"] = 0,
        });
    }

    /// <summary>Forgets what was charged for times that are over.</summary>
    public static void Forget(JsonObject subscription, long now)
    {
        var debits = Debits(subscription);
        for (var i = debits.Count - 1; i >= 0; i--)
        {
            if (debits[i]!.AsObject().Long("end") <= now)
                debits.RemoveAt(i);
        }
    }

    /// <summary>How far the charges for the item reach; null where there is none.</summary>
    public static long? ChargedUntil(JsonObject subscription, JsonObject item) =>
        Debits(subscription).OfType<JsonObject>().Where(d => d.Str("item") == item.Str("id")).Max(d => d.Long("until"));

    private static JsonArray Debits(JsonObject subscription)
    {
        if (subscription["_debits"] is not JsonArray debits)
            subscription["_debits"] = debits = [];
        return debits;
    }

    /// <summary>Gives back what was charged for the item from the given time on: one invoice item for each charge.</summary>
    public static void Credit(Work work, JsonObject subscription, JsonObject item, long from)
    {
        foreach (var debit in Debits(subscription).OfType<JsonObject>().Where(d => d.Str("item") == item.Str("id") && d.Long("until") > from).ToList())
        {
            var at = Math.Max(from, debit.Long("start")!.Value);
            if (Charged(work, debit) is not var (charge, credited))
                continue;
            var length = debit.Long("end")!.Value - debit.Long("start")!.Value;
            var whole = Periods.Share(charge.Long("amount")!.Value - charge.Objects("discount_amounts").Sum(d => d.Long("amount")!.Value), debit.Long("end")!.Value - at, length);
            var amount = whole - debit.Long("credited")!.Value;
            var until = debit.Long("until")!.Value;
            debit["credited"] = whole;
            debit["until"] = at;
            if (amount != 0)
                Add(work, subscription, item, -amount, charge.Long("quantity") ?? 1, "Unused time on", at, until, charge, credited);
        }
    }

    /// <summary>Charges the item for the rest of its period: the part of what the whole period costs after discounts, so that a credit of a whole period's charge is the same to the unit.</summary>
    public static void Debit(Work work, JsonObject subscription, JsonObject item, long from)
    {
        if (SubscriptionItems.IsMetered(item.Obj("price")!))
            return;
        var (begin, end) = Whole(subscription, item);
        var amount = Periods.Share(SubscriptionLines.Amount(work, subscription, item) - DiscountOfRest(work, subscription, item, begin), end - Math.Max(from, begin), end - begin);
        if (amount == 0)
            return;
        var added = Add(work, subscription, item, amount, item.Long("quantity") ?? 1, "Remaining time on", from, end, null, null);
        Debited(subscription, item.Str("id")!, added, null);
    }

    /// <summary>What an item costs from a time on to the end of its period, or to an earlier one, before discounts.</summary>
    public static long ForRest(Work work, JsonObject subscription, JsonObject item, long from, long? until = null)
    {
        if (SubscriptionItems.IsMetered(item.Obj("price")!))
            return 0;
        var (begin, end) = Whole(subscription, item);
        return Periods.Share(SubscriptionLines.Amount(work, subscription, item), Math.Min(until ?? end, end) - Math.Max(from, begin), end - begin);
    }

    /// <summary>What lasting discounts take off an item from a time on to the end of its period, as they would take it off an invoice with all items.</summary>
    private static long DiscountOfRest(Work work, JsonObject subscription, JsonObject item, long from)
    {
        var now = work.Now(subscription);
        var items = subscription.Objects("items").Where(i => i.Str("id") == item.Str("id") || Lasts(i)).ToList();
        var lines = items.Select(i =>
        {
            var line = InvoiceLines.New(ForRest(work, subscription, i, from), subscription.Str("currency")!, null, from, from);
            line["discounts"] = Discounts.Of(work, i, now);
            line["pricing"] = InvoiceLines.Pricing(i.Obj("price")!, null);
            return line;
        }).ToList();
        var imagined = new JsonObject { ["currency"] = subscription.Str("currency"), ["discounts"] = Discounts.Of(work, subscription, now) };
        InvoiceTotals.Discount(work, imagined, lines);
        return lines[items.FindIndex(i => i.Str("id") == item.Str("id"))].Objects("discount_amounts").Sum(d => d.Long("amount")!.Value);

        bool Lasts(JsonObject i) => i.Long("current_period_end") > from;
    }

    /// <summary>The whole period that the item's current one is, or is a part of.</summary>
    private static (long Begin, long End) Whole(JsonObject subscription, JsonObject item)
    {
        var (interval, count) = SubscriptionItems.IntervalOf(item);
        var end = item.Long("current_period_end")!.Value;
        return (Periods.Begin(subscription.Long("billing_cycle_anchor")!.Value, interval, count, end), end);
    }

    /// <summary>The charge as it stands (the line, or the item that waits), and how a credit names it; null where it was never due.</summary>
    private static (JsonObject Charge, JsonObject Named)? Charged(Work work, JsonObject debit)
    {
        var id = debit.Str("charge")!;
        var waiting = debit.Str("invoice") is null ? work.Find(id) : null;
        if (debit.Str("invoice") is null && waiting is null)
            return null;
        if (waiting is not null && waiting.Str("invoice") is null)
            return (waiting, new JsonObject { ["invoice_item"] = id, ["type"] = "invoice_item" });
        if (work.Find(debit.Str("invoice") ?? waiting!.Str("invoice")) is not { } invoice || invoice.Str("status") == "void")
            return null;
        return (waiting is null ? invoice.Objects("lines").FirstOrDefault(l => l.Str("id") == id) : InvoiceLines.OfItem(invoice, id)) is { } line
            ? (line, new JsonObject
            {
                ["invoice_line_item_details"] = new JsonObject { ["invoice"] = invoice.Str("id"), ["invoice_line_items"] = new JsonArray(line.Str("id")) },
                ["type"] = "invoice_line_items",
            })
            : null;
    }

    private static JsonObject Add(Work work, JsonObject subscription, JsonObject item, long amount, long quantity, string what, long from, long to, JsonObject? charge, JsonObject? credited)
    {
        var price = item.Obj("price")!;
        var added = InvoiceItems.New(work, work.Find(subscription.Str("customer"))!, amount, subscription.Str("currency")!, from, to);
        added["description"] = $"{what} {(quantity == 1 ? "" : $"{quantity} × ")}{SubscriptionLines.NameOf(work, price)} after {DateTimeOffset.FromUnixTimeSeconds(from).ToString("d MMM yyyy", CultureInfo.InvariantCulture)}";
        added["discountable"] = false;
        added["metadata"] = subscription.Copy("metadata");
        added["parent"] = new JsonObject
        {
            ["subscription_details"] = new JsonObject { ["subscription"] = subscription.Str("id"), ["subscription_item"] = item.Str("id") },
            ["type"] = "subscription_details",
        };
        added["pricing"] = InvoiceLines.Pricing(price, ((decimal)amount / Math.Max(1, quantity)).ToString("0.############", CultureInfo.InvariantCulture));
        added["proration"] = true;
        added["proration_details"] = new JsonObject { ["credited_items"] = credited, ["discount_amounts"] = new JsonArray() };
        InvoiceLines.Quantity(added, quantity);
        added["tax_rates"] = charge is null ? RatesOf(subscription, item) : RatesOf(work, charge);
        work.Emit("invoiceitem.created", added);
        return added;
    }

    public static JsonArray RatesOf(JsonObject subscription, JsonObject item) =>
        Json.ArrayOf((item.Objects("tax_rates").Any() ? item.Objects("tax_rates") : subscription.Objects("default_tax_rates")).Select(r => r.DeepClone()));

    /// <summary>The rates that a charge was taxed by, which may be other ones now.</summary>
    private static JsonArray RatesOf(Work work, JsonObject charge) => charge.Str("object") == "invoiceitem"
        ? charge.Copy("tax_rates")!.AsArray()
        : Json.ArrayOf(charge.Objects("taxes").Select(t => work.Find(t.Obj("tax_rate_details")?.Str("tax_rate"))?.Shown()).Where(r => r is not null));
}
