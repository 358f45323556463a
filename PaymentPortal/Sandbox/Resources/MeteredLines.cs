using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What was used in a period that is over.</summary>
internal static class MeteredLines
{
    /// <summary>The lines of the metered ones among the items, for their current period up to the given time: one for each tier and each flat fee. Usage in a trial is free.</summary>
    public static List<JsonObject> Of(Work work, JsonObject subscription, IEnumerable<JsonObject> items, long until) =>
    [
        .. items.Where(i => i.Obj("price")!.Obj("recurring")!.Str("meter") is not null && !(i.Long("current_period_end") <= subscription.Long("trial_end")))
            .SelectMany(i => OfItem(work, subscription, i, until)),
    ];

    private static IEnumerable<JsonObject> OfItem(Work work, JsonObject subscription, JsonObject item, long until)
    {
        var (price, currency) = (item.Obj("price")!, subscription.Str("currency")!);
        var recurring = price.Obj("recurring")!;
        var from = item.Long("current_period_start")!.Value;
        var to = Math.Min(until, item.Long("current_period_end")!.Value);
        var used = Meters.Usage(work, work.Find(recurring.Str("meter"))!, subscription.Str("customer")!, from, to);
        var name = SubscriptionLines.NameOf(work, price);
        foreach (var part in PriceAmounts.Parts(work, price, used, currency))
        {
            var tier = part.Tier is { } number ? $"Tier {number} " : "";
            var quantity = part.Quantity.ToString("0.############", CultureInfo.InvariantCulture);
            var each = $"{Currencies.Format(part.Unit, currency)} / {recurring.Str("interval")}";
            var line = InvoiceLines.New(part.Amount, currency, part.Flat ? $"{name} ({tier}flat fee at {each})" : $"{quantity} × {name} ({tier}at {each})", from, to);
            line["discounts"] = Discounts.Of(work, item, work.Now(subscription));
            line["metadata"] = subscription.Copy("metadata");
            line["parent"] = InvoiceLines.Parent(subscription, item.Str("id")!, null, false, null);
            line["pricing"] = InvoiceLines.Pricing(price, part.Unit.ToString("0.############", CultureInfo.InvariantCulture));
            line["quantity"] = part.Quantity;
            line["quantity_decimal"] = quantity;
            line["subscription"] = subscription.Str("id");
            InvoiceLines.Tax(line, item.Objects("tax_rates"));
            yield return line;
        }
    }
}
