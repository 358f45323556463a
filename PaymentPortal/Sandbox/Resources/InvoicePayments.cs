using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class InvoicePayments
{
    public static void Map(Router router)
    {
        router.Get("/v1/invoice_payments", c => Page.Of(c, "invoice_payment", null,
            ("parent", c.Sent.Str("invoice")), ("status", c.Sent.Str("status")), ("key", c.Sent.Obj("payment")?.Str("payment_intent"))));
        router.Get("/v1/invoice_payments/{id}", c => c.Work.Get("invoice_payment", c.Id));
    }

    public static JsonObject Add(Work work, JsonObject invoice, JsonObject intent) => work.Add(new JsonObject
    {
        ["id"] = Ids.New("inpay"),
        ["object"] = "invoice_payment",
        ["amount_paid"] = null,
        ["amount_requested"] = invoice.Long("amount_remaining"),
        ["created"] = work.Now(invoice),
        ["currency"] = invoice.Str("currency"),
        ["invoice"] = invoice.Str("id"),
        ["is_default"] = true,
        ["livemode"] = false,
        ["payment"] = new JsonObject { ["payment_intent"] = intent.Str("id"), ["type"] = "payment_intent" },
        ["status"] = "open",
        ["status_transitions"] = new JsonObject { ["canceled_at"] = null, ["paid_at"] = null },
        ["_clock"] = invoice.Str("_clock"),
    });

    public static JsonObject? Default(Work work, JsonObject invoice) => work.Find(invoice.Str("_payment"));

    /// <summary>What an intent is to pay of the invoice.</summary>
    public static JsonObject? Of(Work work, JsonObject invoice, JsonObject intent) => Default(work, invoice) is { } usual && usual.Obj("payment")!.Str("payment_intent") == intent.Str("id") ? usual
        : work.Where("invoice_payment", "key", intent.Str("id")!).Find(p => p.Str("invoice") == invoice.Str("id"));

    public static void Paid(Work work, JsonObject payment, long amount)
    {
        work.Touch(payment);
        payment["amount_paid"] = amount;
        payment["status"] = "paid";
        payment.Obj("status_transitions")!["paid_at"] = work.Now(payment);
        work.Emit("invoice_payment.paid", payment);
    }

    public static void Canceled(Work work, JsonObject payment)
    {
        work.Touch(payment);
        payment["status"] = "canceled";
        payment.Obj("status_transitions")!["canceled_at"] = work.Now(payment);
    }
}
