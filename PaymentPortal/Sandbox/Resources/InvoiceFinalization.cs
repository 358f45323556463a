using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>From a draft to an open invoice: given out, withheld, finalised.</summary>
internal static class InvoiceFinalization
{
    private const long Day = 86_400;

    private const long DraftSeconds = 3600;

    private const long UsualDaysUntilDue = 30;

    /// <summary>Gives out what a subscription billed: withheld while its collection is paused, a draft while it is unpaid, else on its way to be finalised, within the hour or at once.</summary>
    public static void Issue(Work work, JsonObject subscription, JsonObject invoice, bool atOnce = false)
    {
        if (subscription.Obj("pause_collection")?.Str("behavior") is { } behaviour && !atOnce)
        {
            Withhold(work, invoice, behaviour);
            return;
        }
        if (subscription.Str("status") == "unpaid")
        {
            invoice["auto_advance"] = false;
            work.Emit("invoice.created", invoice);
            return;
        }
        if (atOnce || invoice.Str("billing_reason") == "subscription_update" && invoice.Str("collection_method") == "charge_automatically")
        {
            work.Emit("invoice.created", invoice);
            Finalize(work, invoice);
            InvoiceCollection.AttemptOpen(work, invoice);
            return;
        }
        FinalizeLater(work, invoice);
        work.Emit("invoice.created", invoice);
    }

    /// <summary>A draft is finalised after an hour, so that it can be changed before.</summary>
    public static void FinalizeLater(Work work, JsonObject invoice, long? at = null)
    {
        var then = at ?? work.Now(invoice) + DraftSeconds;
        invoice["auto_advance"] = true;
        invoice["automatically_finalizes_at"] = then;
        invoice["next_payment_attempt"] = invoice.Str("collection_method") == "charge_automatically" ? then : null;
        invoice["_due"] = then;
    }

    private static void Withhold(Work work, JsonObject invoice, string behaviour)
    {
        invoice["auto_advance"] = false;
        work.Emit("invoice.created", invoice);
        if (behaviour == "keep_as_draft")
            return;
        Finalize(work, invoice, withIntent: false);
        if (invoice.Str("status") != "open")
            return;
        if (behaviour == "void")
            InvoiceCollection.Annul(work, invoice);
        else
            InvoiceCollection.WriteOff(work, invoice);
    }

    /// <summary>Fixes the invoice: number, buyer, amounts; one that asks for money gets its payment intent, one that asks for none is paid.</summary>
    public static void Finalize(Work work, JsonObject invoice, bool withIntent = true)
    {
        var customer = work.Find(invoice.Str("customer"))!;
        var now = work.Now(invoice);
        work.Touch(invoice);
        InvoiceShape.Buyer(work, invoice, customer);
        MeteredLines.CountAgain(work, invoice);
        InvoiceTotals.Sum(work, invoice);
        AutomaticTax.Settle(work, invoice);
        CustomerBalance.Settle(work, invoice, customer);
        Discounts.Used(work, invoice);
        invoice["number"] = invoice.Str("number") ?? InvoiceNumbers.Next(work, customer);
        invoice["status"] = "open";
        invoice["last_finalization_error"] = null;
        invoice["automatically_finalizes_at"] = null;
        invoice["next_payment_attempt"] = null;
        invoice["_due"] = null;
        invoice["effective_at"] = invoice.Long("effective_at") ?? now;
        invoice["hosted_invoice_url"] = $"https://invoice.stripe.com/i/test/{invoice.Str("id")}";
        invoice["invoice_pdf"] = $"https://pay.stripe.com/invoice/test/{invoice.Str("id")}/pdf";
        invoice.Obj("status_transitions")!["finalized_at"] = now;
        var bySending = invoice.Str("collection_method") == "send_invoice";
        if (bySending)
        {
            invoice["due_date"] = invoice.Long("due_date") ?? now + (invoice.Long("_days_until_due") ?? UsualDaysUntilDue) * Day;
            invoice["_due"] = InvoiceDates.Notice(work, invoice) is var notice && notice > now ? notice : invoice.Long("due_date");
        }
        work.Emit("invoice.finalized", invoice);
        if (invoice.Long("amount_due") <= 0)
        {
            InvoiceCollection.SetPaid(work, invoice, 0);
            return;
        }
        if (withIntent)
            AskFor(work, invoice, customer);
        if (bySending && invoice.Flag("auto_advance"))
            work.Emit("invoice.sent", invoice);
    }

    private static void AskFor(Work work, JsonObject invoice, JsonObject customer)
    {
        var intent = PaymentIntents.New(work, invoice.Long("amount_remaining")!.Value, invoice.Str("currency")!, customer);
        intent["_invoice"] = invoice.Str("id");
        var settings = invoice.Obj("payment_settings")!;
        if (PaymentTypes.Named(settings, invoice.Str("currency")) is { Length: > 0 } named)
            PaymentTypes.Apply(intent, new JsonObject { ["payment_method_types"] = PaymentTypes.List(named) }, invoice.Str("currency"));
        if (settings.Copy("payment_method_options") is { } options)
            PaymentTypes.Apply(intent, new JsonObject { ["payment_method_options"] = options }, invoice.Str("currency"));
        intent["description"] = invoice.Str("billing_reason") switch
        {
            "subscription_create" => "Subscription creation",
            "subscription_cycle" or "subscription_update" => "Subscription update",
            _ => "Payment for Invoice",
        };
        intent["receipt_email"] = null;
        intent["statement_descriptor"] = DescriptorOf(work, invoice);
        intent["payment_details"] = new JsonObject { ["customer_reference"] = null, ["order_reference"] = invoice.Str("number") };
        if (invoice.Str("billing_reason") == "subscription_create")
            intent["setup_future_usage"] = "off_session";
        if (invoice.Str("collection_method") == "charge_automatically" && InvoiceCollection.MethodFor(work, invoice) is { } method)
        {
            intent["payment_method"] = method.Str("id");
            intent["status"] = "requires_confirmation";
        }
        work.Emit("payment_intent.created", intent);
        invoice["_payment"] = InvoicePayments.Add(work, invoice, intent).Str("id");
        invoice["_intent"] = intent.Str("id");
    }

    /// <summary>What the buyer's statement shows: what the invoice says, or else the product of its subscription's first item.</summary>
    private static string? DescriptorOf(Work work, JsonObject invoice) => invoice.Str("statement_descriptor")
        ?? work.Find(work.Find(InvoiceShape.SubscriptionOf(invoice))?.Objects("items").FirstOrDefault()?.Obj("price")?.Id("product"))?.Str("statement_descriptor");
}
