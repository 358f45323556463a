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
    public static List<JsonObject> Of(Work work, JsonObject subscription, IEnumerable<JsonObject> items, bool free = false) =>
        [.. items.Where(i => i.Obj("price")!.Obj("recurring")!.Str("usage_type") != "metered").Select(i => Line(work, subscription, i, free))];

    private static JsonObject Line(Work work, JsonObject subscription, JsonObject item, bool free)
    {
        var (price, currency) = (item.Obj("price")!, subscription.Str("currency")!);
        var quantity = item.Long("quantity") ?? 1;
        var (start, end) = (item.Long("current_period_start")!.Value, item.Long("current_period_end")!.Value);
        var trial = subscription.Long("trial_end") is { } trialEnd && end <= trialEnd;
        var whole = Amount(work, subscription, item);
        var amount = trial || free ? 0 : Proration.ForRest(work, subscription, item, start);
        var part = !trial && amount != whole;
        var name = NameOf(work, price);
        var description = trial ? $"Trial period for {name}"
            : part ? $"Remaining time on {(quantity == 1 ? "" : $"{quantity} × ")}{name} after {DateTimeOffset.FromUnixTimeSeconds(start).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}"
            : $"{quantity} × {name} (at {Currencies.Format(PriceAmounts.In(work.Find(price.Str("id")) ?? price, currency).Long("unit_amount") ?? 0, currency)} / {price.Obj("recurring")!.Str("interval")})";
        var line = InvoiceLines.New(amount, currency, description, start, end);
        line["metadata"] = subscription.Copy("metadata");
        line["parent"] = InvoiceLines.Parent(subscription, item.Str("id")!, null, part, null);
        line["pricing"] = InvoiceLines.Pricing(price, trial ? "0" : price.Str("unit_amount_decimal"));
        line["subscription"] = subscription.Str("id");
        InvoiceLines.Quantity(line, quantity);
        line["discounts"] = Discounts.Of(work, item, work.Now(subscription));
        InvoiceLines.Tax(line, item.Objects("tax_rates"));
        return line;
    }
}
