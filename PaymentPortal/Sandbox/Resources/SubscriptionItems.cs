using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a subscription holds: prices and how many of each.</summary>
internal static class SubscriptionItems
{
    public static void Map(Router router) =>
        router.Get("/v1/subscription_items", c => Page.Of(c, c.Work.Get("subscription", c.Sent.Str("subscription")!, "subscription").Objects("items")));

    public static JsonObject PriceOf(Work work, JsonObject item, int at)
    {
        var price = work.Get("price", item.Str("price") ?? throw StripeError.Missing($"items[{at}][price]"), $"items[{at}][price]");
        if (!price.Flag("active"))
            throw StripeError.Invalid("The price specified is inactive. This field only accepts active prices.", $"items[{at}][price]");
        if (price.Str("type") != "recurring")
        {
            throw StripeError.Invalid(
                "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", $"items[{at}][price]");
        }
        return price;
    }

    public static JsonObject Item(Work work, string subscription, JsonObject sent, JsonObject price, long start, long end)
    {
        var item = new JsonObject
        {
            ["id"] = Ids.New("si"),
            ["object"] = "subscription_item",
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
        Shapes.Metadata(item, sent);
        return item;
    }
}
