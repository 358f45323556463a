using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The routes that read and change the lines of a draft; each line that is added is an invoice item too.</summary>
internal static class InvoiceLineRoutes
{
    public static void Map(Router router)
    {
        router.Get("/v1/invoices/{id}/lines", c => Page.Of(c, c.Work.Get("invoice", c.Id).Objects("lines")));
        router.Post("/v1/invoices/{id}/add_lines", Add);
        router.Post("/v1/invoices/{id}/update_lines", UpdateMany);
        router.Post("/v1/invoices/{id}/remove_lines", Remove);
        router.Post("/v1/invoices/{invoiceId}/lines/{id}", UpdateOne);
    }

    private static JsonObject Draft(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        if (invoice.Str("status") != "draft")
            throw StripeError.Invalid("This invoice is no longer editable", null, "invoice_not_editable");
        if (call.Sent.ContainsKey("invoice_metadata"))
        {
            var sent = new JsonObject { ["metadata"] = call.Sent.Copy("invoice_metadata") };
            call.Work.Change(invoice, "invoice.updated", i => Shapes.Metadata(i, sent));
        }
        return invoice;
    }

    private static JsonObject Known(JsonObject sent) =>
        sent.ContainsKey("tax_amounts") ? throw StripeError.Invalid("This sandbox does not know `tax_amounts`; pass `tax_rates` instead.", "tax_amounts") : sent;

    private static JsonObject Add(Call call)
    {
        var (work, invoice) = (call.Work, Draft(call));
        var customer = work.Find(invoice.Str("customer"))!;
        foreach (var (at, one) in call.Sent.Objects("lines").Index())
            InvoiceItems.Put(work, StripeError.Within($"lines[{at}]", () => ItemOf(work, customer, Known(one), invoice)), invoice);
        return invoice;
    }

    private static JsonObject ItemOf(Work work, JsonObject customer, JsonObject sent, JsonObject invoice)
    {
        if (sent.Str("invoice_item") is not { } waiting)
        {
            var made = InvoiceItems.Make(work, customer, sent, invoice);
            work.Emit("invoiceitem.created", made);
            return made;
        }
        var item = work.Get("invoiceitem", waiting, "invoice_item");
        if (item.Str("invoice") is not null || item.Str("customer") != customer.Str("id"))
            throw StripeError.Invalid("The invoice item stands on an invoice already, or belongs to another customer.", "invoice_item");
        InvoiceItems.Apply(work, item, sent);
        return item;
    }

    private static JsonObject UpdateMany(Call call)
    {
        var invoice = Draft(call);
        foreach (var (at, one) in call.Sent.Objects("lines").Index())
            StripeError.Within($"lines[{at}]", () => Change(call.Work, invoice, one.Str("id")!, Known(one)));
        return invoice;
    }

    private static JsonObject UpdateOne(Call call)
    {
        var invoice = Draft(call);
        var id = call.Path.TrimEnd('/').Split('/')[^1];
        Change(call.Work, invoice, id, Known(call.Sent));
        return Line(invoice, id);
    }

    private static JsonObject Line(JsonObject invoice, string id) => invoice.Objects("lines").FirstOrDefault(l => l.Str("id") == id) ?? throw StripeError.NoSuch("invoice line item", id);

    private static void Change(Work work, JsonObject invoice, string id, JsonObject sent)
    {
        var line = Line(invoice, id);
        if (work.Find(InvoiceLines.ItemOf(line)) is { } item)
        {
            InvoiceItems.Apply(work, item, sent);
            InvoiceItems.Put(work, item, invoice);
            return;
        }
        if (sent.ContainsKey("amount") || sent.ContainsKey("quantity") || sent.ContainsKey("pricing") || sent.ContainsKey("price_data") || sent.ContainsKey("period"))
            throw StripeError.Invalid("The amount, quantity, price and period of a subscription's line cannot be changed; update the subscription instead.", null, "invoice_not_editable");
        work.Change(invoice, "invoice.updated", i =>
        {
            var own = Line(i, id);
            own.Take(sent, "description", "discountable");
            Shapes.Metadata(own, sent);
            if (sent.ContainsKey("tax_rates"))
                InvoiceLines.Tax(own, TaxRates.Resolve(work, sent, "tax_rates").OfType<JsonObject>());
            Discounts.OfLine(work, i, own, sent);
            InvoiceTotals.Sum(work, i);
        });
    }

    private static JsonObject Remove(Call call)
    {
        var (work, invoice) = (call.Work, Draft(call));
        foreach (var one in call.Sent.Objects("lines"))
        {
            var item = work.Find(InvoiceLines.ItemOf(Line(invoice, one.Str("id")!))) ?? throw StripeError.Invalid("A subscription's own lines cannot be removed from its invoice.", "lines[0][id]");
            InvoiceItems.TakeOff(work, invoice, l => l.Str("id") == one.Str("id"));
            if (one.Str("behavior") == "delete")
                InvoiceItems.Remove(work, item);
            else
                InvoiceItems.Release(work, item);
        }
        return invoice;
    }
}
