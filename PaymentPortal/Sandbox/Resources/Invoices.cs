using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

internal static class Invoices
{
    public static void Map(Router router)
    {
        router.Get("/v1/invoices", c => Page.Of(c, "invoice",
            o => c.Sent.Str("collection_method") is not { } method || o.Str("collection_method") == method,
            ("customer", c.Sent.Str("customer")), ("parent", c.Sent.Str("subscription")), ("status", c.Sent.Str("status"))));
        router.Get("/v1/invoices/{id}", c => c.Work.Get("invoice", c.Id));
        router.Post("/v1/invoices/{id}", Update);
        router.Get("/v1/invoices/{id}/lines", c => Page.Of(c, c.Work.Get("invoice", c.Id).Objects("lines")));
        router.Post("/v1/invoices/{id}/finalize", FinalizeNow);
        router.Post("/v1/invoices/{id}/pay", Pay);
        router.Post("/v1/invoices/{id}/void", Void);
    }

    private static JsonObject Update(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        call.Work.Change(invoice, "invoice.updated", i =>
        {
            i.Take(call.Sent, "auto_advance", "description", "footer", "default_payment_method", "due_date", "statement_descriptor");
            Shapes.Metadata(i, call.Sent);
        });
        return invoice;
    }

    private static JsonObject FinalizeNow(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        if (invoice.Str("status") != "draft")
            throw StripeError.Invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.", null, "invoice_not_editable");
        InvoiceCollection.Finalize(call.Work, invoice);
        return invoice;
    }

    private static JsonObject Pay(Call call)
    {
        var (work, invoice) = (call.Work, call.Work.Get("invoice", call.Id));
        if (invoice.Str("status") == "paid")
            throw StripeError.Invalid("Invoice is already paid", null, "invoice_already_paid");
        if (invoice.Str("status") is "void")
            throw StripeError.Invalid("You cannot pay an invoice that is void.", null, "invoice_not_editable");
        if (invoice.Str("status") == "draft")
            InvoiceCollection.Finalize(work, invoice);
        if (invoice.Str("status") == "paid")
            return invoice;
        if (call.Sent.Flag("paid_out_of_band"))
        {
            if (work.Find(invoice.Str("_intent")) is { } unused)
                PaymentIntents.End(work, unused, "void_invoice");
            InvoiceCollection.SetPaid(work, invoice, invoice.Long("amount_due")!.Value);
            if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
                SubscriptionLife.InvoicePaid(work, subscription, invoice, null);
            return invoice;
        }
        var method = (call.Sent.Str("payment_method") is { } id ? PaymentMethods.Resolve(work, id) : InvoiceCollection.MethodFor(work, invoice)) ?? throw StripeError.Invalid(
            "There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method or pass one to this call.", null, "invoice_payment_intent_requires_action");
        if (method.Str("customer") is { } owner && owner != invoice.Str("customer"))
            throw StripeError.Invalid("The payment method does not belong to the invoice's customer.", "payment_method");
        var refusal = InvoiceCollection.Collect(work, invoice, method, new(CustomerIsAway: !call.Sent.ContainsKey("off_session") || call.Sent.Flag("off_session")));
        return refusal is null ? invoice : throw refusal;
    }

    private static JsonObject Void(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        if (invoice.Str("status") is not ("open" or "uncollectible"))
            throw StripeError.Invalid($"You can only pass in open or uncollectible invoices. This invoice is {invoice.Str("status")}.", null, "invoice_not_editable");
        InvoiceCollection.Annul(call.Work, invoice);
        return invoice;
    }
}
