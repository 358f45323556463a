using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>From draft to money: finalised, collected, paid, failed, void.</summary>
internal static class InvoiceCollection
{
    /// <summary>Fixes the invoice: number, buyer, amounts; one that asks for money gets its payment intent, one that asks for none is paid.</summary>
    public static void Finalize(Work work, JsonObject invoice)
    {
        var customer = work.Find(invoice.Str("customer"))!;
        var now = work.Now(invoice);
        var number = customer.Long("next_invoice_sequence") ?? 1;
        work.Touch(customer);
        customer["next_invoice_sequence"] = number + 1;
        work.Touch(invoice);
        InvoiceShape.Buyer(work, invoice, customer);
        invoice["number"] = string.Create(CultureInfo.InvariantCulture, $"{customer.Str("invoice_prefix")}-{number:0000}");
        invoice["status"] = "open";
        invoice["automatically_finalizes_at"] = null;
        invoice["_due"] = null;
        invoice["effective_at"] = now;
        invoice["ending_balance"] = 0;
        invoice["hosted_invoice_url"] = $"https://invoice.stripe.com/i/test/{invoice.Str("id")}";
        invoice["invoice_pdf"] = $"https://pay.stripe.com/invoice/test/{invoice.Str("id")}/pdf";
        invoice.Obj("status_transitions")!["finalized_at"] = now;
        work.Emit("invoice.finalized", invoice);
        if (invoice.Long("amount_due") == 0)
        {
            SetPaid(work, invoice, 0);
            return;
        }
        if (invoice.Str("collection_method") != "charge_automatically")
            return;
        var intent = PaymentIntents.New(work, invoice.Long("amount_due")!.Value, invoice.Str("currency")!, customer);
        intent["_invoice"] = invoice.Str("id");
        intent["description"] = invoice.Str("billing_reason") switch
        {
            "subscription_create" => "Subscription creation",
            "subscription_cycle" or "subscription_update" => "Subscription update",
            _ => "Payment for Invoice",
        };
        intent["receipt_email"] = null;
        intent["payment_details"] = new JsonObject { ["customer_reference"] = null, ["order_reference"] = invoice.Str("number") };
        if (invoice.Str("billing_reason") == "subscription_create")
            intent["setup_future_usage"] = "off_session";
        if (MethodFor(work, invoice) is { } method)
        {
            intent["payment_method"] = method.Str("id");
            intent["status"] = "requires_confirmation";
        }
        work.Emit("payment_intent.created", intent);
        invoice["_payment"] = InvoicePayments.Add(work, invoice, intent).Str("id");
        invoice["_intent"] = intent.Str("id");
    }

    /// <summary>The method that pays: the invoice's own, its subscription's, or the customer's default.</summary>
    public static JsonObject? MethodFor(Work work, JsonObject invoice)
    {
        var subscription = work.Find(InvoiceShape.SubscriptionOf(invoice));
        var id = invoice.Str("default_payment_method") ?? subscription?.Str("default_payment_method")
            ?? work.Find(invoice.Str("customer"))?.Obj("invoice_settings")?.Str("default_payment_method");
        return work.Find(id);
    }

    public static JsonObject? ConfirmationSecret(Work work, JsonObject invoice) =>
        invoice.Str("status") is "open" or "paid" && work.Find(invoice.Str("_intent")) is { } intent
            ? new JsonObject { ["client_secret"] = intent.Str("client_secret"), ["type"] = "payment_intent" }
            : null;

    /// <summary>Charges what is open with the customer away, or with the method that the call names.</summary>
    public static StripeError? Collect(Work work, JsonObject invoice, JsonObject method, PaymentIntents.Circumstances how) =>
        PaymentIntents.Attempt(work, work.Find(invoice.Str("_intent"))!, method, how);

    public static void PaidBy(Work work, JsonObject invoice, JsonObject intent, JsonObject method)
    {
        SetPaid(work, invoice, intent.Long("amount_received")!.Value);
        if (InvoicePayments.Default(work, invoice) is { } payment)
            InvoicePayments.Paid(work, payment, intent.Long("amount_received")!.Value);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.InvoicePaid(work, subscription, invoice, method);
    }

    public static void SetPaid(Work work, JsonObject invoice, long amount)
    {
        work.Change(invoice, "invoice.updated", i =>
        {
            i["amount_paid"] = amount;
            i["amount_remaining"] = 0;
            i["attempted"] = true;
            i["attempt_count"] = amount == 0 ? 0 : Math.Max(1, i.Long("attempt_count")!.Value);
            i["next_payment_attempt"] = null;
            i["status"] = "paid";
            i.Obj("status_transitions")!["paid_at"] = work.Now(i);
            i["_due"] = null;
        });
        work.Emit("invoice.paid", invoice);
        work.Emit("invoice.payment_succeeded", invoice);
    }

    public static void PaymentFailed(Work work, JsonObject invoice)
    {
        work.Change(invoice, "invoice.updated", i =>
        {
            i["attempted"] = true;
            i["attempt_count"] = Math.Max(1, i.Long("attempt_count")!.Value);
        });
        work.Emit("invoice.payment_failed", invoice);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.InvoiceFailed(work, subscription, invoice);
    }

    public static void Annul(Work work, JsonObject invoice)
    {
        if (work.Find(invoice.Str("_intent")) is { } intent && intent.Str("status") is not ("succeeded" or "canceled"))
            PaymentIntents.End(work, intent, "void_invoice");
        if (InvoicePayments.Default(work, invoice) is { } payment)
            InvoicePayments.Canceled(work, payment);
        work.Change(invoice, "invoice.updated", i =>
        {
            i["status"] = "void";
            i["next_payment_attempt"] = null;
            i["_due"] = null;
            i.Obj("status_transitions")!["voided_at"] = work.Now(i);
        });
        work.Emit("invoice.voided", invoice);
    }

    public static void FallDue(Work work, JsonObject invoice)
    {
        invoice["_due"] = null;
        work.Touch(invoice);
        if (invoice.Str("status") == "draft")
        {
            Finalize(work, invoice);
            if (invoice.Str("status") == "open" && MethodFor(work, invoice) is { } method)
                Collect(work, invoice, method, new(CustomerIsAway: true));
            else if (invoice.Str("status") == "open")
                PaymentFailed(work, invoice);
        }
    }
}
