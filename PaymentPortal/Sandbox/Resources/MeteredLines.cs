using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What was used in a period that is over.</summary>
internal static class MeteredLines
{
    /// <summary>The lines of the metered ones among the items, for their current period up to the given time. Usage in a trial is free.</summary>
    public static List<JsonObject> Of(Work work, JsonObject subscription, IEnumerable<JsonObject> items, long until) =>
    [
        .. items.Where(i => i.Obj("price")!.Obj("recurring")!.Str("meter") is not null && !(i.Long("current_period_end") <= subscription.Long("trial_end")))
            .SelectMany(i => OfItem(work, subscription, i, until)),
    ];

    private static IEnumerable<JsonObject> OfItem(Work work, JsonObject subscription, JsonObject item, long until)
    {
        var from = item.Long("current_period_start")!.Value;
        var to = Math.Min(until, item.Long("current_period_end")!.Value);
        var meter = work.Find(item.Obj("price")!.Obj("recurring")!.Str("meter"))!;
        return SubscriptionLines.Parts(work, subscription, item, Meters.Usage(work, meter, subscription.Str("customer")!, from, to), from, to);
    }
}
