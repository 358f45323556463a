using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class InvoicePayments
{
    public static void Map(Router router)
    {
        router.Get("/v1/invoice_payments", List);
        router.Get("/v1/invoice_payments/{id}", c => c.Work.Get("invoice_payment", c.Id));
    }

    private static JsonObject List(Call call)
    {
        Shapes.Refuse(call.Sent, "invoice payments", "payment.payment_record");
        return Page.Of(call, "invoice_payment", call.Sent.Obj("payment")?.Str("type") is { } type ? p => p.Obj("payment")?.Str("type") == type : null,
            ("parent", call.Sent.Str("invoice")), ("status", call.Sent.Str("status")), ("key", call.Sent.Obj("payment")?.Str("payment_intent")));
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

    /// <summary>The usual payment asks for what remains, whatever was paid or credited in other ways. What a bank was asked for already stays; what a customer is asked to confirm is asked anew.</summary>
    public static void Ask(Work work, JsonObject invoice, long remaining)
    {
        if (work.Find(invoice.Str("_intent")) is { } intent && intent.Str("status") is "requires_payment_method" or "requires_confirmation" or "requires_action" && intent.Long("amount") != remaining)
        {
            work.Touch(intent);
            intent["amount"] = remaining;
            if (intent.Str("status") == "requires_action")
                ThreeDSecure.StepBack(intent);
        }
        if (Default(work, invoice) is { } payment && payment.Str("status") == "open")
        {
            work.Touch(payment);
            payment["amount_requested"] = remaining;
        }
    }

    /// <summary>The usual payment is not needed any more, and cannot be made.</summary>
    public static void Close(Work work, JsonObject invoice)
    {
        var intent = work.Find(invoice.Str("_intent"));
        if (intent?.Str("status") == "succeeded")
            return;
        if (intent is not null && intent.Str("status") != "canceled")
            PaymentIntents.End(work, intent, "void_invoice");
        if (Default(work, invoice) is not { } payment || payment.Str("status") != "open")
            return;
        work.Touch(payment);
        payment["status"] = "canceled";
        payment.Obj("status_transitions")!["canceled_at"] = work.Now(payment);
    }

    /// <summary>Whether money came in by the invoice, or may still come by an intent that was made apart.</summary>
    public static (bool Paid, bool Open) Beside(Work work, JsonObject invoice)
    {
        var all = work.Where("invoice_payment", "parent", invoice.Str("id")!).Where(p => p.Str("invoice") == invoice.Str("id")).ToList();
        return (all.Exists(p => p.Str("status") == "paid"), all.Exists(p => p.Str("status") == "open" && !p.Flag("is_default")));
    }
}
