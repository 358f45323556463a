using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The lines of an invoice, whatever they stem from.</summary>
internal static class InvoiceLines
{
    public static JsonObject New(long amount, string currency, string? description, long start, long end) => new()
    {
        ["id"] = Ids.New("il"),
        ["object"] = "line_item",
        ["amount"] = amount,
        ["currency"] = currency,
        ["description"] = description,
        ["discount_amounts"] = new JsonArray(),
        ["discountable"] = true,
        ["discounts"] = new JsonArray(),
        ["invoice"] = null,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["parent"] = null,
        ["period"] = new JsonObject { ["end"] = end, ["start"] = start },
        ["pretax_credit_amounts"] = new JsonArray(),
        ["pricing"] = null,
        ["quantity"] = 1,
        ["quantity_decimal"] = "1",
        ["subscription"] = null,
        ["subtotal"] = amount,
        ["taxes"] = new JsonArray(),
    };

    public static JsonObject Parent(JsonObject subscription, string item, string? invoiceItem, bool proration, JsonNode? creditedItems) => new()
    {
        ["invoice_item_details"] = null,
        ["subscription_item_details"] = new JsonObject
        {
            ["invoice_item"] = invoiceItem,
            ["proration"] = proration,
            ["proration_details"] = new JsonObject { ["credited_items"] = creditedItems },
            ["subscription"] = subscription.Str("id"),
            ["subscription_item"] = item,
        },
        ["type"] = "subscription_item_details",
    };

    public static JsonObject Pricing(JsonObject price, string? unit) => new()
    {
        ["price_details"] = new JsonObject { ["price"] = price.Str("id"), ["product"] = price.Id("product") },
        ["type"] = "price_details",
        ["unit_amount_decimal"] = unit,
    };

    public static void Quantity(JsonObject line, decimal quantity)
    {
        line["quantity"] = (long)quantity;
        line["quantity_decimal"] = quantity.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The line of an invoice item; taxed by its own rates, else by the invoice's.</summary>
    public static JsonObject Of(Work work, JsonObject item, JsonObject invoice)
    {
        var line = New(item.Long("amount")!.Value, item.Str("currency")!, item.Str("description"), item.Obj("period")!.Long("start")!.Value, item.Obj("period")!.Long("end")!.Value);
        var subscription = item.Obj("parent")?.Obj("subscription_details");
        line["discountable"] = item.Flag("discountable");
        line["discounts"] = item.Copy("discounts") ?? new JsonArray();
        line["metadata"] = item.Copy("metadata");
        line["_tax_behavior"] = item.Copy("_tax_behavior");
        line["_tax_code"] = item.Copy("_tax_code");
        line["pricing"] = item.Copy("pricing");
        line["quantity"] = item.Copy("quantity");
        line["quantity_decimal"] = item.Copy("quantity_decimal");
        line["subscription"] = subscription?.Str("subscription");
        line["parent"] = subscription?.Str("subscription_item") is { } subscriptionItem
            ? Parent(work.Find(subscription.Str("subscription"))!, subscriptionItem, item.Str("id"), item.Flag("proration"), Credited(work, item))
            : new JsonObject
            {
                ["invoice_item_details"] = new JsonObject
                {
                    ["invoice_item"] = item.Str("id"),
                    ["proration"] = item.Flag("proration"),
                    ["proration_details"] = new JsonObject { ["credited_items"] = null },
                    ["subscription"] = subscription?.Str("subscription"),
                },
                ["subscription_item_details"] = null,
                ["type"] = "invoice_item_details",
            };
        Tax(line, item.Objects("tax_rates"));
        return line;
    }

    /// <summary>Gives the line tax rates of its own; without any it is taxed by the invoice's.</summary>
    public static void Tax(JsonObject line, IEnumerable<JsonObject> own) => line["_tax_rates"] = Json.ArrayOf(own.Select(r => (JsonNode?)r.Str("id")));

    /// <summary>The lines that a proration gives back; what was not billed yet when it was made may have become a line since.</summary>
    private static JsonObject? Credited(Work work, JsonObject item)
    {
        if (item.Obj("proration_details")?.Obj("credited_items") is not { } credited)
            return null;
        if (credited.Obj("invoice_line_item_details") is { } lines)
            return lines.DeepClone().AsObject();
        return work.Find(credited.Str("invoice_item")) is { } debit && work.Find(debit.Str("invoice")) is { } invoice && OfItem(invoice, debit.Str("id")!) is { } line
            ? new JsonObject { ["invoice"] = invoice.Str("id"), ["invoice_line_items"] = new JsonArray(line.Str("id")) }
            : null;
    }

    /// <summary>The invoice item that a line stems from, if any.</summary>
    public static string? ItemOf(JsonObject line) =>
        line.Obj("parent")?.Obj("invoice_item_details")?.Str("invoice_item") ?? line.Obj("parent")?.Obj("subscription_item_details")?.Str("invoice_item");

    public static JsonObject? OfItem(JsonObject invoice, string invoiceItem) => invoice.Objects("lines").FirstOrDefault(l => ItemOf(l) == invoiceItem);
}
