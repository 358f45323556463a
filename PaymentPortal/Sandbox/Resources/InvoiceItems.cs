using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What waits for its customer's next invoice, or stands on a draft already.</summary>
internal static class InvoiceItems
{
    public static void Map(Router router)
    {
        router.Post("/v1/invoiceitems", Create);
        router.Get("/v1/invoiceitems", c => Page.Of(c, "invoiceitem", o => !c.Has("pending") || o.Str("invoice") is null == c.Sent.Flag("pending"), ("customer", c.Sent.Str("customer")), ("parent", c.Sent.Str("invoice"))));
        router.Get("/v1/invoiceitems/{id}", c => c.Work.Get("invoiceitem", c.Id));
        router.Post("/v1/invoiceitems/{id}", Update);
        router.Delete("/v1/invoiceitems/{id}", Delete);
    }

    public static JsonObject New(Work work, JsonObject customer, long amount, string currency, long start, long end) => work.Add(new JsonObject
    {
        ["id"] = Ids.New("ii"),
        ["object"] = "invoiceitem",
        ["amount"] = amount,
        ["currency"] = currency,
        ["customer"] = customer.Str("id"),
        ["customer_account"] = null,
        ["date"] = work.Now(customer),
        ["description"] = null,
        ["discountable"] = amount >= 0,
        ["discounts"] = new JsonArray(),
        ["invoice"] = null,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["net_amount"] = amount,
        ["parent"] = null,
        ["period"] = new JsonObject { ["end"] = end, ["start"] = start },
        ["pricing"] = null,
        ["proration"] = false,
        ["proration_details"] = new JsonObject { ["credited_items"] = null, ["discount_amounts"] = new JsonArray() },
        ["quantity"] = 1,
        ["quantity_decimal"] = "1",
        ["tax_rates"] = new JsonArray(),
        ["test_clock"] = customer.Str("_clock"),
        ["_clock"] = customer.Str("_clock"),
        ["_key"] = Waiting(customer.Str("id")!),
    });

    private static string Waiting(string customer) => $"pending:{customer}";

    /// <summary>What waits for an invoice of this subscription (or, without one, for the customer's own next one), oldest first.</summary>
    public static List<JsonObject> Pending(Work work, string customer, string currency, string? subscription) =>
    [
        .. work.Where("invoiceitem", "key", Waiting(customer))
            .Where(i => i.Str("customer") == customer && i.Str("invoice") is null && i.Str("currency") == currency && SubscriptionOf(i) is var owner && (owner is null || owner == subscription))
            .Reverse(),
    ];

    public static string? SubscriptionOf(JsonObject item) => item.Obj("parent")?.Obj("subscription_details")?.Str("subscription");

    /// <summary>Puts the item on a draft; the caller sums it up.</summary>
    public static JsonObject Assign(Work work, JsonObject item, JsonObject invoice)
    {
        work.Touch(item);
        item["invoice"] = invoice.Str("id");
        item["_parent"] = invoice.Str("id");
        item["_key"] = null;
        var line = InvoiceLines.Of(work, item, invoice);
        line["invoice"] = invoice.Str("id");
        return line;
    }

    public static void Release(Work work, JsonObject item)
    {
        work.Touch(item);
        item["invoice"] = null;
        item["_parent"] = null;
        item["_key"] = Waiting(item.Str("customer")!);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var invoice = sent.Str("invoice") is { } id ? Draft(work.Get("invoice", id, "invoice")) : null;
        var customer = work.Get("customer", sent.Str("customer") ?? invoice?.Str("customer") ?? throw StripeError.Missing("customer"), "customer");
        if (invoice is not null && invoice.Str("customer") != customer.Str("id"))
            throw StripeError.Invalid($"The invoice {invoice.Str("id")} does not belong to the customer {customer.Str("id")}.", "invoice");
        var item = Make(work, customer, sent, invoice);
        if (invoice is null)
            Customers.TakeCurrency(work, customer, item.Str("currency")!);
        work.Emit("invoiceitem.created", item);
        if (invoice is not null)
            Put(work, item, invoice);
        return item;
    }

    /// <summary>An invoice item of what was sent: an amount, or a price and how many.</summary>
    public static JsonObject Make(Work work, JsonObject customer, JsonObject sent, JsonObject? invoice)
    {
        var subscription = sent.Str("subscription") is { } owner ? work.Get("subscription", owner, "subscription") : null;
        if (subscription is not null && subscription.Str("customer") != customer.Str("id"))
            throw StripeError.Invalid($"The subscription {subscription.Str("id")} does not belong to the customer {customer.Str("id")}.", "subscription");
        var price = PriceOf(work, sent);
        var quantity = QuantityOf(sent) ?? 1;
        if (quantity < 0)
            throw StripeError.Invalid("This value must be greater than or equal to 0.", "quantity", "parameter_invalid_integer");
        var unit = sent.Str("unit_amount_decimal") is { } exact ? decimal.Parse(exact, CultureInfo.InvariantCulture) : sent.Long("unit_amount") is { } whole ? whole : (decimal?)null;
        var currency = price?.Str("currency") ?? Currencies.Known(sent.Str("currency") ?? invoice?.Str("currency") ?? customer.Str("currency") ?? throw StripeError.Missing("currency"));
        if (invoice is not null && invoice.Str("currency") != currency)
            throw StripeError.Invalid($"The currency of the invoice item ({currency}) must be that of its invoice ({invoice.Str("currency")}).", "currency");
        var amount = price is not null ? PriceAmounts.Amount(work, price, quantity)
            : unit is { } each ? Amount(each, quantity, currency)
            : Amount(sent.Long("amount") ?? throw StripeError.Invalid("You must pass one of `amount`, `unit_amount_decimal`, `pricing` or `price_data`.", "amount", "parameter_missing"), currency);
        var now = work.Now(customer);
        var item = New(work, customer, amount, currency, sent.Obj("period")?.Long("start") ?? now, sent.Obj("period")?.Long("end") ?? now);
        item["description"] = sent.Str("description") ?? (price is null ? null : SubscriptionLines.NameOf(work, price));
        item["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates");
        if (sent.ContainsKey("discountable"))
            item["discountable"] = sent.Flag("discountable");
        Discounts.OfInvoiceItem(work, item, sent);
        item["_tax_behavior"] = sent.Copy("tax_behavior");
        if (price is not null)
            item["pricing"] = InvoiceLines.Pricing(price, price.Str("unit_amount_decimal"));
        if (subscription is not null)
            item["parent"] = new JsonObject { ["subscription_details"] = new JsonObject { ["subscription"] = subscription.Str("id") }, ["type"] = "subscription_details" };
        if (price is not null || unit is not null)
            InvoiceLines.Quantity(item, quantity);
        Shapes.Metadata(item, sent);
        return item;
    }

    private static bool IsCounted(JsonObject sent) => sent.ContainsKey("quantity") || sent.ContainsKey("quantity_decimal");

    private static decimal? QuantityOf(JsonObject sent) =>
        sent.Long("quantity") ?? (sent.Str("quantity_decimal") is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : (decimal?)null);

    private static long Amount(long amount, string currency) => Math.Abs(amount) <= Currencies.Largest ? amount : throw Currencies.TooLarge(currency, "amount");

    private static long Amount(decimal unit, decimal quantity, string currency)
    {
        var exact = unit * quantity;
        return Math.Abs(exact) <= Currencies.Largest ? (long)Math.Round(exact, MidpointRounding.AwayFromZero) : throw Currencies.TooLarge(currency, "unit_amount_decimal");
    }

    private static JsonObject? PriceOf(Work work, JsonObject sent) =>
        sent.Obj("pricing")?.Str("price") is { } priced ? OneTime(work, priced, "pricing[price]")
        : sent.Str("price") is { } id ? OneTime(work, id, "price")
        : sent.Obj("price_data") is { } data ? StripeError.Within("price_data", () => Prices.Create(work, data)) : null;

    private static JsonObject OneTime(Work work, string id, string param)
    {
        var price = work.Get("price", id, param);
        return price.Str("type") == "one_time" ? price
            : throw StripeError.Invalid("The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.", param);
    }

    private static JsonObject Draft(JsonObject invoice) => invoice.Str("status") == "draft" ? invoice
        : throw StripeError.Invalid("This invoice is no longer editable", null, "invoice_not_editable");

    /// <summary>Puts an item on a draft and tells of the draft's new amounts.</summary>
    public static void Put(Work work, JsonObject item, JsonObject invoice) => work.Change(invoice, "invoice.updated", i =>
    {
        var line = Assign(work, item, i);
        var lines = i.Obj("lines")!["data"]!.AsArray();
        if (lines.OfType<JsonObject>().ToList().FindIndex(l => InvoiceLines.ItemOf(l) == item.Str("id")) is var at and >= 0)
        {
            line["id"] = lines[at]!.AsObject().Str("id");
            lines[at] = line;
        }
        else
        {
            lines.Add((JsonNode)line);
        }
        InvoiceTotals.Sum(work, i);
    });

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var item = work.Get("invoiceitem", call.Id);
        var invoice = work.Find(item.Str("invoice"));
        if (invoice is not null)
            Draft(invoice);
        Apply(work, item, sent);
        if (invoice is not null)
            Put(work, item, invoice);
        return item;
    }

    public static void Apply(Work work, JsonObject item, JsonObject sent)
    {
        work.Touch(item);
        item.Take(sent, "description", "discountable");
        if (sent.Obj("period") is { } period)
            item["period"] = period.DeepClone();
        if (sent.ContainsKey("tax_rates"))
            item["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates");
        if (sent.ContainsKey("tax_behavior"))
            item["_tax_behavior"] = sent.Copy("tax_behavior");
        Shapes.Metadata(item, sent);
        var price = PriceOf(work, sent);
        var quantity = QuantityOf(sent) ?? decimal.Parse(item.Str("quantity_decimal")!, CultureInfo.InvariantCulture);
        if (price is not null)
            item["pricing"] = InvoiceLines.Pricing(price, price.Str("unit_amount_decimal"));
        if (sent.Long("amount") is { } amount)
            item["amount"] = Amount(amount, item.Str("currency")!);
        else if (sent.Str("unit_amount_decimal") is { } exact)
            item["amount"] = Amount(decimal.Parse(exact, CultureInfo.InvariantCulture), quantity, item.Str("currency")!);
        else if (work.Find(item.Obj("pricing")?.Obj("price_details")?.Str("price")) is { } priced && !item.Flag("proration") && (price is not null || IsCounted(sent)))
            item["amount"] = PriceAmounts.Amount(work, priced, quantity);
        item["net_amount"] = item.Copy("amount");
        Discounts.OfInvoiceItem(work, item, sent);
        if (IsCounted(sent))
            InvoiceLines.Quantity(item, quantity);
    }

    private static JsonObject Delete(Call call)
    {
        var (work, item) = (call.Work, call.Work.Get("invoiceitem", call.Id));
        if (work.Find(item.Str("invoice")) is { } invoice)
            TakeOff(work, Draft(invoice), l => InvoiceLines.ItemOf(l) == item.Str("id"));
        Remove(work, item);
        return Shapes.Deleted(item);
    }

    /// <summary>Takes lines from a draft and tells of its new amounts.</summary>
    public static void TakeOff(Work work, JsonObject invoice, Predicate<JsonObject> which) => work.Change(invoice, "invoice.updated", i =>
    {
        i.Obj("lines")!["data"] = Json.ArrayOf(i.Objects("lines").Where(l => !which(l)).Select(l => l.DeepClone()));
        InvoiceTotals.Sum(work, i);
    });

    public static void Remove(Work work, JsonObject item)
    {
        work.Emit("invoiceitem.deleted", item);
        work.Remove(item);
    }
}
