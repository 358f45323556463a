using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a subscription holds: prices and how many of each. They stand inside their subscription; beside it only who belongs where.</summary>
internal static class SubscriptionItems
{
    private const string Kind = "subscription_item";

    private const int Most = 20;

    /// <summary>Of the shortest one, to compare months with days.</summary>
    private const long DaysOfMonth = 28;

    public static void Map(Router router)
    {
        router.Get("/v1/subscription_items", c => Page.Of(c, c.Work.Get("subscription", c.Sent.Str("subscription")!, "subscription").Objects("items")));
        router.Get("/v1/subscription_items/{id}", c => Of(Owner(c.Work, c.Id), c.Id));
        router.Post("/v1/subscription_items", Create);
        router.Post("/v1/subscription_items/{id}", Update);
        router.Delete("/v1/subscription_items/{id}", Delete);
    }

    /// <summary>An item as it was, as it is to be; null for one that is new, or gone.</summary>
    internal sealed record Changed(JsonObject? Old, JsonObject? New)
    {
        public bool Rebilled => Old is null || New is null || Old.Long("quantity") != New.Long("quantity") || Old.Obj("price")!.Str("id") != New.Obj("price")!.Str("id");

        /// <summary>Whether what was used until now is billed at a price that is gone after it.</summary>
        public bool EndsUse => Old is not null && OtherPrice && Old.Obj("price")!.Obj("recurring")!.Str("meter") is not null;

        private bool OtherPrice => New is null || Old!.Obj("price")!.Str("id") != New.Obj("price")!.Str("id");
    }

    public static (string Interval, long Count) IntervalOf(JsonObject item) => (item.Obj("price")!.Obj("recurring")!.Str("interval")!, item.Obj("price")!.Obj("recurring")!.Long("interval_count")!.Value);

    private static JsonObject Owner(Work work, string id) => work.Find(id) is { } found && found.Str("object") == Kind && work.Find(found.Str("subscription")) is { } owner ? owner : throw StripeError.NoSuch("subscription item", id);

    private static JsonObject Of(JsonObject subscription, string id) => subscription.Objects("items").FirstOrDefault(i => i.Str("id") == id) ?? throw StripeError.NoSuch("subscription item", id);

    private static JsonObject Create(Call call)
    {
        var subscription = call.Work.Get("subscription", call.Sent.Str("subscription")!, "subscription");
        var before = subscription.Objects("items").Select(i => i.Str("id")).ToHashSet();
        Subscriptions.ChangeItem(call, subscription, ItemParams(call.Sent));
        return subscription.Objects("items").FirstOrDefault(i => !before.Contains(i.Str("id"))) ?? subscription.Obj("pending_update")!.Objects("subscription_items").First(i => !before.Contains(i.Str("id")));
    }

    private static JsonObject Update(Call call)
    {
        var subscription = Owner(call.Work, call.Id);
        Of(subscription, call.Id);
        var sent = ItemParams(call.Sent);
        sent["id"] = call.Id;
        Subscriptions.ChangeItem(call, subscription, sent);
        return Of(subscription, call.Id);
    }

    private static JsonObject Delete(Call call)
    {
        Refuse(call.Sent);
        var subscription = Owner(call.Work, call.Id);
        var item = Of(subscription, call.Id);
        Subscriptions.ChangeItem(call, subscription, new JsonObject { ["id"] = call.Id, ["deleted"] = true });
        return Shapes.Deleted(item);
    }

    private static JsonObject ItemParams(JsonObject sent)
    {
        var item = new JsonObject();
        item.Take(sent, "discounts", "metadata", "price", "price_data", "quantity", "tax_rates", "billing_thresholds", "plan");
        return item;
    }

    /// <summary>Refuses what the sandbox does not do.</summary>
    private static void Refuse(JsonObject item) => Shapes.Refuse(item, "subscription items", "billing_thresholds", "clear_usage");

    public static JsonObject PriceOf(Work work, JsonObject item, string at)
    {
        StripeError.Within(at, () =>
        {
            Refuse(item);
            Shapes.Exclusive(item, "price", "price_data");
            if (item.Str("plan") != item.Str("price"))
                Shapes.Exclusive(item, "plan", "price", "price_data");
        });
        if (item.Obj("price_data") is { } data)
            return StripeError.Within($"{at}[price_data]", () => Prices.Create(work, data));
        var by = item.Str("price") is null && item.Str("plan") is not null ? "plan" : "price";
        var price = work.Get("price", item.Str(by) ?? throw StripeError.Missing($"{at}[price]"), $"{at}[{by}]");
        if (!price.Flag("active") && !item.Flag("_agreed"))
            throw StripeError.Invalid("The price specified is inactive. This field only accepts active prices.", $"{at}[price]");
        if (price.Str("type") != "recurring")
        {
            throw StripeError.Invalid(
                "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", $"{at}[price]");
        }
        RefuseQuantity(item, price, at);
        return price;
    }

    /// <summary>How much was used is told by meter events, never by a quantity.</summary>
    public static void RefuseQuantity(JsonObject sent, JsonObject price, string at)
    {
        if (sent.Long("quantity") is not null && IsMetered(price))
            throw StripeError.Invalid($"Quantity should not be specified where usage_type is `metered`. Remove quantity from `{at}`.", $"{at}[quantity]");
    }

    public static bool IsMetered(JsonObject price) => price.Obj("recurring")?.Str("usage_type") == "metered";

    /// <summary>What one subscription can bill together: one currency, and intervals that divide each other.</summary>
    public static void CheckTogether(IEnumerable<JsonObject> prices, string currency)
    {
        var all = prices.ToList();
        if (all.Count > Most)
            throw StripeError.Invalid($"A subscription can have {Most} items at most.", "items");
        if (all.Find(p => !PriceAmounts.Supports(p, currency)) is { } other)
            throw StripeError.Invalid($"The price specified uses the currency `{other.Str("currency")}`, but the subscription bills in `{currency}`. All prices of a subscription must have the same currency.", "items");
        if (all.GroupBy(p => p.Str("id")).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw StripeError.Invalid($"Cannot add multiple subscription items with the same price: {twice.Key}", "items");
        var sizes = all.Select(p => Periods.Size(p.Obj("recurring")!.Str("interval")!, p.Obj("recurring")!.Long("interval_count")!.Value)).ToList();
        var shortest = sizes.MinBy(s => s.Unit == "day" ? s.Count : s.Count * DaysOfMonth);
        if (shortest != ("day", 1) && sizes.Exists(s => s.Unit != shortest.Unit || s.Count % shortest.Count != 0))
            throw StripeError.Invalid("The billing intervals of a subscription's prices must be multiples of the shortest one.", "items");
    }

    public static JsonObject New(Work work, string subscription, JsonObject sent, JsonObject price, long start, long end, string? clock)
    {
        var item = new JsonObject
        {
            ["id"] = Ids.New("si"),
            ["object"] = Kind,
            ["billing_thresholds"] = null,
            ["created"] = start,
            ["current_period_end"] = end,
            ["current_period_start"] = start,
            ["discounts"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["plan"] = Prices.Plan(price),
            ["price"] = price.Shown(),
            ["quantity"] = sent.Long("quantity") ?? 1,
            ["subscription"] = subscription,
            ["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates"),
        };
        CheckQuantity(item, price);
        Shapes.Metadata(item, sent);
        work.Add(new JsonObject { ["id"] = item.Str("id"), ["object"] = Kind, ["created"] = start, ["subscription"] = subscription, ["_parent"] = subscription, ["_clock"] = clock });
        return item;
    }

    public static void CheckQuantity(JsonObject item, JsonObject price)
    {
        if (item.Long("quantity") is < 0)
            throw StripeError.Invalid("This value must be greater than or equal to 0.", "quantity", "parameter_invalid_integer");
        if (IsMetered(price))
            item.Remove("quantity");
    }

    private static void TakeTerms(Work work, JsonObject item, JsonObject sent)
    {
        if (sent.Long("quantity") is { } quantity)
            item["quantity"] = quantity;
        CheckQuantity(item, item.Obj("price")!);
        if (sent.ContainsKey("tax_rates"))
            item["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates");
    }

    /// <summary>Another interval is counted from the same anchor: the item is in the middle of the period that surrounds now. One whose period is over goes into its next one with the renewal, which bills it.</summary>
    private static void Realign(JsonObject subscription, JsonObject item, long now)
    {
        if (item.Long("current_period_end") <= now)
            return;
        var ((interval, count), anchor) = (IntervalOf(item), subscription.Long("billing_cycle_anchor")!.Value);
        var end = Periods.End(anchor, interval, count, now);
        item["current_period_start"] = Math.Max(item.Long("current_period_start")!.Value, Periods.Begin(anchor, interval, count, end));
        item["current_period_end"] = end;
    }

    /// <summary>Where an item that begins now ends its first period: with the others of its interval, and where those are being renewed now, it is renewed with them.</summary>
    private static long FirstEnd(JsonObject subscription, string interval, long count, long now)
    {
        var anchor = subscription.Long("billing_cycle_anchor")!.Value;
        var end = Periods.End(anchor, interval, count, now);
        return SubscriptionLife.PeriodEnd(subscription) <= now && Periods.Begin(anchor, interval, count, end) == now ? now : end;
    }

    /// <summary>Takes over `items[]` of an update; an item that is new begins now and ends with the others of its interval.</summary>
    public static List<Changed> Apply(Work work, JsonObject subscription, IEnumerable<JsonObject> sent, long now)
    {
        var id = subscription.Str("id")!;
        var items = subscription.Objects("items").ToList();
        var changes = new List<Changed>();
        foreach (var (one, index) in sent.Select((s, i) => (s, i)))
        {
            var at = $"items[{index}]";
            if (one.Str("id") is not { } itemId)
            {
                var price = PriceOf(work, one, at);
                var (interval, count) = (price.Obj("recurring")!.Str("interval")!, price.Obj("recurring")!.Long("interval_count")!.Value);
                var end = FirstEnd(subscription, interval, count, now);
                var added = StripeError.Within(at, () => New(work, id, one, price, now, end, subscription.Str("_clock")));
                Discounts.OfItem(work, subscription, added, one, $"{at}[discounts]");
                items.Add(added);
                changes.Add(new(null, added));
                continue;
            }
            var item = items.Find(i => i.Str("id") == itemId) ?? throw StripeError.NoSuch("subscription item", itemId, $"{at}[id]");
            StripeError.Within(at, () => Refuse(one));
            var before = item.DeepClone().AsObject();
            if (one.Flag("deleted"))
            {
                items.Remove(item);
                changes.Add(new(before, null));
                continue;
            }
            if (one.ContainsKey("price") && one.Str("price") != item.Obj("price")!.Str("id") || one.ContainsKey("price_data") || one.ContainsKey("plan"))
            {
                var price = PriceOf(work, one, at);
                item["price"] = price.Shown();
                item["plan"] = Prices.Plan(price);
                item["quantity"] = 1;
                item["_used_from"] = now;
                if (IntervalOf(before) != IntervalOf(item) && subscription.Str("status") != "trialing")
                    Realign(subscription, item, now);
            }
            RefuseQuantity(one, item.Obj("price")!, at);
            StripeError.Within(at, () => TakeTerms(work, item, one));
            Discounts.OfItem(work, subscription, item, one, $"{at}[discounts]");
            Shapes.Metadata(item, one);
            changes.Add(new(before, item));
        }
        if (items.Count == 0)
            throw StripeError.Invalid("A subscription must have at least one item. To end it, cancel the subscription instead.", "items");
        CheckTogether(items.Select(i => i.Obj("price")!), subscription.Str("currency")!);
        subscription.Obj("items")!["data"] = Json.ArrayOf(items.Select(i => i.DeepClone()));
        return [.. changes.Select(c => c.New is { } changed ? c with { New = Of(subscription, changed.Str("id")!) } : c)];
    }
}
