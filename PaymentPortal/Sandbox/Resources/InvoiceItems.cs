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
        Shapes.Refuse(sent, "invoice items", "customer_account");
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
        CheckAmounts(sent);
        var price = PriceOf(work, sent);
        if (price is null && UnitOf(sent) is null && sent["amount"] is null)
            throw StripeError.Invalid("You must pass one of `amount`, `unit_amount_decimal`, `pricing` or `price_data`.", "amount", "parameter_missing");
        var wanted = sent.Str("currency") ?? invoice?.Str("currency") ?? subscription?.Str("currency");
        var currency = Currencies.Known(wanted ?? price?.Str("currency") ?? customer.Str("currency") ?? throw StripeError.Missing("currency"));
        if (invoice is not null && invoice.Str("currency") != currency)
            throw StripeError.Invalid($"The currency of the invoice item ({currency}) must be that of its invoice ({invoice.Str("currency")}).", "currency");
        var now = work.Now(customer);
        var item = New(work, customer, 0, currency, now, now);
        Bill(work, item, sent, price);
        TakePeriod(item, sent);
        item["description"] = sent.Str("description") ?? (price is null ? null : SubscriptionLines.NameOf(work, price));
        item["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates");
        item["discountable"] = sent.ContainsKey("discountable") ? sent.Flag("discountable") : item.Long("amount") >= 0;
        Discounts.OfInvoiceItem(work, item, sent);
        TakeTax(item, sent);
        if (subscription is not null)
            item["parent"] = new JsonObject { ["subscription_details"] = new JsonObject { ["subscription"] = subscription.Str("id") }, ["type"] = "subscription_details" };
        Shapes.Metadata(item, sent);
        return item;
    }

    /// <summary>An item says once what it costs: a whole amount, or a unit's price and how many.</summary>
    private static void CheckAmounts(JsonObject sent)
    {
        Shapes.Exclusive(sent, "amount", "unit_amount_decimal", "unit_amount", "pricing", "price", "price_data");
        Shapes.Exclusive(sent, "amount", "quantity", "quantity_decimal");
    }

    private static decimal? UnitOf(JsonObject sent) => sent.Str("unit_amount_decimal") is { } exact ? PriceTerms.Exact(exact, "unit_amount_decimal") : sent.Long("unit_amount");

    private static decimal? QuantityOf(JsonObject sent)
    {
        var (name, quantity) = sent.Long("quantity") is { } whole ? ("quantity", whole) : ("quantity_decimal", sent.Str("quantity_decimal") is { } exact ? PriceTerms.Exact(exact, "quantity_decimal") : (decimal?)null);
        return quantity is not < 0 ? quantity : throw StripeError.Invalid("This value must be greater than or equal to 0.", name, "parameter_invalid_integer");
    }

    /// <summary>Sets what the item costs by what was sent. It remembers what a unit costs, for a quantity that comes later alone.</summary>
    private static void Bill(Work work, JsonObject item, JsonObject sent, JsonObject? price)
    {
        var (currency, unit, amount, quantity) = (item.Str("currency")!, UnitOf(sent), sent.Long("amount"), QuantityOf(sent) ?? (sent["amount"] is null ? null : 1));
        if (price is not null)
            item["pricing"] = InvoiceLines.Pricing(price, PriceAmounts.In(price, currency).Str("unit_amount_decimal"));
        else if ((unit ?? amount) is { } each)
            (item["pricing"], item["_unit"]) = (null, each);
        if (quantity is { } count)
            InvoiceLines.Quantity(item, count);
        var counted = decimal.Parse(item.Str("quantity_decimal")!, CultureInfo.InvariantCulture);
        if (work.Find(item.Obj("pricing")?.Obj("price_details")?.Str("price")) is { } priced)
        {
            if (price is not null || quantity is not null && !item.Flag("proration"))
                item["amount"] = PriceAmounts.Amount(work, priced, counted, currency);
        }
        else if (item.Number("_unit") is { } known)
        {
            item["amount"] = Amount(known, counted, currency, amount is null ? "unit_amount_decimal" : "amount");
        }
        item["net_amount"] = item.Copy("amount");
    }

    private static long Amount(decimal unit, decimal quantity, string currency, string param) => quantity == 0 || Math.Abs(unit) <= Currencies.Largest / quantity
        ? (long)Math.Round(unit * quantity, MidpointRounding.AwayFromZero)
        : throw Currencies.TooLarge(currency, param);

    private static void TakePeriod(JsonObject item, JsonObject sent)
    {
        if (sent.Obj("period") is not { } period)
            return;
        if (period.Long("end") < period.Long("start"))
            throw StripeError.Invalid("The end of the period must not be before its start.", "period[end]");
        item["period"] = period.DeepClone();
    }

    /// <summary>How automatic tax looks at the item, whatever its price and its product say.</summary>
    private static void TakeTax(JsonObject item, JsonObject sent)
    {
        Products.CheckTaxCode(sent);
        foreach (var name in new[] { "tax_behavior", "tax_code" }.Where(sent.ContainsKey))
            item[$"_{name}"] = sent.Copy(name);
    }

    private static JsonObject? PriceOf(Work work, JsonObject sent) =>
        sent.Obj("pricing")?.Str("price") is { } priced ? OneTime(work, sent, priced, "pricing[price]")
        : sent.Str("price") is { } id ? OneTime(work, sent, id, "price")
        : sent.Obj("price_data") is { } data ? StripeError.Within("price_data", () => Prices.Create(work, data)) : null;

    /// <summary>What was agreed before holds even if the price is archived meanwhile.</summary>
    private static JsonObject OneTime(Work work, JsonObject sent, string id, string param)
    {
        var price = work.Get("price", id, param);
        if (price.Str("type") != "one_time")
            throw StripeError.Invalid("The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.", param);
        if (sent.Flag("_agreed"))
            return price;
        if (!price.Flag("active"))
            throw StripeError.Invalid("The price specified is inactive. This field only accepts active prices.", param);
        return price["custom_unit_amount"] is null ? price : throw StripeError.Invalid("The price specified lets the customer choose the amount. This field only accepts prices with an amount.", param);
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
        TakePeriod(item, sent);
        if (sent.ContainsKey("tax_rates"))
            item["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates");
        TakeTax(item, sent);
        Shapes.Metadata(item, sent);
        CheckAmounts(sent);
        Bill(work, item, sent, PriceOf(work, sent));
        Discounts.OfInvoiceItem(work, item, sent);
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
