using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a session's line items come to: the invoice that they would make, drafted as if and undone.</summary>
internal static class CheckoutTotals
{
    public static JsonObject PriceOf(Work work, JsonObject item, int at)
    {
        StripeError.Within($"line_items[{at}]", () => Shapes.Exclusive(item, "price", "price_data"));
        if (item.Str("price") is { } id)
        {
            var price = work.Get("price", id, $"line_items[{at}][price]");
            if (!work.Find(price.Str("product"))!.Flag("active"))
                throw StripeError.Invalid($"The price `{id}` is not available to be purchased because its product is not active.", $"line_items[{at}][price]");
            return price.Flag("active") ? price : throw StripeError.Invalid("The price specified is inactive. This field only accepts active prices.", $"line_items[{at}][price]", "price_inactive");
        }
        if (item.Obj("price_data") is not { } data)
            throw StripeError.Missing($"line_items[{at}][price]");
        var created = StripeError.Within($"line_items[{at}][price_data]", () => Prices.Create(work, data.DeepClone().AsObject()));
        created["active"] = false;
        return created;
    }

    public static JsonObject Item(Work work, JsonObject sent, JsonObject price, int at, string currency)
    {
        SubscriptionItems.RefuseQuantity(sent, price, $"line_items[{at}]");
        var quantity = sent.Long("quantity");
        if (quantity is null && !SubscriptionItems.IsMetered(price))
            throw StripeError.Invalid($"Quantity is required. Add `quantity` to `line_items[{at}]`", $"line_items[{at}]");
        if (quantity < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", $"line_items[{at}][quantity]", "parameter_invalid_integer");
        foreach (var (number, rate) in sent.Strings("tax_rates").Index())
            TaxRates.Active(work, rate, $"line_items[{at}][tax_rates][{number}]");
        return new JsonObject
        {
            ["id"] = Ids.New("li"),
            ["object"] = "item",
            ["adjustable_quantity"] = null,
            ["amount_discount"] = 0,
            ["amount_subtotal"] = 0,
            ["amount_tax"] = 0,
            ["amount_total"] = 0,
            ["currency"] = currency,
            ["description"] = SubscriptionLines.NameOf(work, price),
            ["metadata"] = sent.Copy("metadata") ?? new JsonObject(),
            ["price"] = price.Shown(),
            ["quantity"] = quantity,
            ["_tax_rates"] = sent.Copy("tax_rates"),
        };
    }

    /// <summary>Writes what is known so far; a buyer whose place is not known yet is not taxed automatically yet.</summary>
    public static void Set(Work work, JsonObject session) => work.Imagine(apart => SetFrom(apart, session, Draft(apart, session)));

    private static JsonObject? Draft(Work work, JsonObject session)
    {
        var customer = work.Find(session.Str("customer")) ?? Customers.Create(work, CheckoutCompletion.Buyer(session));
        var tax = session.Obj("automatic_tax")!;
        if (tax.Flag("enabled"))
            tax["status"] = AutomaticTax.PlaceOf(customer) is null ? "requires_location_inputs" : "complete";
        if (session.Str("mode") == "subscription")
            return SubscriptionStart.Draft(work, customer, CheckoutCompletion.Order(session, customer.Str("id")!)).Invoice;
        var invoice = InvoiceShape.New(work, customer, session.Str("currency")!, "manual", "charge_automatically");
        invoice["automatic_tax"] = AutomaticTax.OfInvoice(work, tax.Str("status") == "complete");
        var lines = invoice.Obj("lines")!["data"]!.AsArray();
        foreach (var item in session.Objects("_line_items"))
            lines.Add((JsonNode)InvoiceItems.Assign(work, InvoiceItems.Make(work, customer, CheckoutCompletion.Line(item), invoice), invoice));
        InvoiceTotals.Sum(work, invoice);
        Discounts.OfInvoice(work, invoice, CheckoutCompletion.DiscountsOf(session));
        InvoiceTotals.Sum(work, invoice);
        return invoice;
    }

    /// <summary>Nothing is to be paid where there is no invoice.</summary>
    public static JsonObject SetFrom(Work work, JsonObject session, JsonObject? invoice)
    {
        invoice ??= [];
        session["amount_subtotal"] = invoice.Long("subtotal") ?? 0;
        session["amount_total"] = invoice.Long("total") ?? 0;
        session["total_details"] = new JsonObject
        {
            ["amount_discount"] = Sum(invoice, "total_discount_amounts"),
            ["amount_shipping"] = 0,
            ["amount_tax"] = Sum(invoice, "total_taxes"),
        };
        session["_breakdown"] = new JsonObject { ["discounts"] = ByDiscount(work, session, invoice.Objects("total_discount_amounts")), ["taxes"] = ByRate(work, invoice.Objects("total_taxes")) };
        var left = invoice.Objects("lines").ToList();
        foreach (var item in session.Objects("_line_items"))
        {
            var price = item.Obj("price")!;
            var own = left.Where(l => l.Obj("pricing")?.Obj("price_details")?.Str("price") == price.Str("id")).Take(price.Str("type") == "one_time" ? 1 : int.MaxValue).ToList();
            left.RemoveAll(own.Contains);
            item["amount_subtotal"] = own.Sum(l => l.Long("amount")!.Value);
            item["amount_discount"] = own.Sum(l => Sum(l, "discount_amounts"));
            item["amount_tax"] = own.Sum(l => Sum(l, "taxes"));
            item["amount_total"] = own.Sum(l => l.Long("amount")!.Value - Sum(l, "discount_amounts") + InvoiceTotals.TaxOf(l.Objects("taxes"), "exclusive"));
            item["_discounts"] = ByDiscount(work, session, own.SelectMany(l => l.Objects("discount_amounts")));
            item["_taxes"] = ByRate(work, own.SelectMany(l => l.Objects("taxes")));
        }
        return session;
    }

    /// <summary>Amounts by their discounts, which are written out: of those of a draft nothing else is left.</summary>
    private static JsonArray ByDiscount(Work work, JsonObject session, IEnumerable<JsonObject> amounts) => Json.ArrayOf(amounts.GroupBy(a => a.Id("discount")!).Select(one =>
    {
        var discount = work.Find(one.Key)!.Shown();
        discount["checkout_session"] = session.Str("id");
        if (work.Imagined)
        {
            discount["customer"] = session.Str("customer");
            foreach (var drafted in new[] { "invoice", "subscription" })
                discount[drafted] = null;
        }
        return new JsonObject { ["amount"] = one.Sum(a => a.Long("amount")!.Value), ["discount"] = discount };
    }));

    private static JsonArray ByRate(Work work, IEnumerable<JsonObject> taxes) => Json.ArrayOf(taxes
        .Where(t => t.Obj("tax_rate_details") is not null).GroupBy(t => (Rate: t.Obj("tax_rate_details")!.Str("tax_rate")!, Reason: t.Str("taxability_reason")))
        .Select(one => new JsonObject
        {
            ["amount"] = one.Sum(t => t.Long("amount")!.Value),
            ["rate"] = work.Find(one.Key.Rate)!.Shown(),
            ["taxability_reason"] = one.Key.Reason == "not_available" ? null : one.Key.Reason,
            ["taxable_amount"] = one.Sum(t => t.Long("taxable_amount") ?? 0),
        }));

    private static long Sum(JsonObject owner, string amounts) => owner.Objects(amounts).Sum(a => a.Long("amount")!.Value);
}
