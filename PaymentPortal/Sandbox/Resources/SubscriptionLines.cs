using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a subscription puts on its invoices.</summary>
internal static class SubscriptionLines
{
    /// <summary>One line per item for its current period; none is charged in a trial.</summary>
    public static List<JsonObject> Of(Work work, JsonObject subscription, JsonObject customer) => [.. subscription.Objects("items").Select(item =>
    {
        var price = item.Obj("price")!;
        var quantity = item.Long("quantity") ?? 1;
        var trial = subscription.Long("trial_end") is { } end && item.Long("current_period_end") == end;
        var amount = trial ? 0 : Prices.Amount(price, quantity);
        var name = work.Find(price.Id("product"))?.Str("name");
        var rates = item.Objects("tax_rates").Any() ? item.Objects("tax_rates") : subscription.Objects("default_tax_rates");
        return new JsonObject
        {
            ["id"] = Ids.New("il"),
            ["object"] = "line_item",
            ["amount"] = amount,
            ["currency"] = price.Str("currency"),
            ["description"] = trial ? $"Trial period for {name}" : $"{quantity} × {name} (at {Currencies.Format(price.Long("unit_amount") ?? 0, price.Str("currency")!)} / {price.Obj("recurring")!.Str("interval")})",
            ["discount_amounts"] = new JsonArray(),
            ["discountable"] = true,
            ["discounts"] = new JsonArray(),
            ["invoice"] = null,
            ["livemode"] = false,
            ["metadata"] = subscription.Copy("metadata"),
            ["parent"] = new JsonObject
            {
                ["invoice_item_details"] = null,
                ["subscription_item_details"] = new JsonObject
                {
                    ["invoice_item"] = null,
                    ["proration"] = false,
                    ["proration_details"] = new JsonObject { ["credited_items"] = null },
                    ["subscription"] = subscription.Str("id"),
                    ["subscription_item"] = item.Str("id"),
                },
                ["type"] = "subscription_item_details",
            },
            ["period"] = new JsonObject { ["end"] = item.Long("current_period_end"), ["start"] = item.Long("current_period_start") },
            ["pretax_credit_amounts"] = new JsonArray(),
            ["pricing"] = new JsonObject
            {
                ["price_details"] = new JsonObject { ["price"] = price.Str("id"), ["product"] = price.Id("product") },
                ["type"] = "price_details",
                ["unit_amount_decimal"] = trial ? "0" : price.Str("unit_amount_decimal"),
            },
            ["quantity"] = quantity,
            ["quantity_decimal"] = quantity.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["subscription"] = subscription.Str("id"),
            ["subtotal"] = amount,
            ["taxes"] = TaxRates.TaxesOf(amount, rates, customer.Str("tax_exempt")),
        };
    })];
}
