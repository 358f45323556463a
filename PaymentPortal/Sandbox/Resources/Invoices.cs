using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Invoices
{
    private const long Day = 86_400;

    /// <summary>What may be changed of an invoice that is final.</summary>
    private static readonly string[] AfterFinal = ["auto_advance", "default_payment_method", "expand", "metadata", "payment_settings"];

    public static void Map(Router router)
    {
        router.Post("/v1/invoices", Create);
        router.Get("/v1/invoices", c => Page.Of(c, "invoice",
            o => (c.Sent.Str("collection_method") is not { } method || o.Str("collection_method") == method) && Ranges.Holds(c.Sent, "due_date", o.Long("due_date")),
            ("customer", c.Sent.Str("customer")), ("parent", c.Sent.Str("subscription")), ("status", c.Sent.Str("status"))));
        router.Get("/v1/invoices/{id}", c => c.Work.Get("invoice", c.Id));
        router.Post("/v1/invoices/{id}", Update);
        router.Delete("/v1/invoices/{id}", Delete);
        router.Post("/v1/invoices/{id}/finalize", FinalizeNow);
        router.Post("/v1/invoices/{id}/pay", Pay);
        router.Post("/v1/invoices/{id}/send", Send);
        router.Post("/v1/invoices/{id}/void", Void);
        router.Post("/v1/invoices/{id}/mark_uncollectible", MarkUncollectible);
        router.Post("/v1/invoices/{id}/attach_payment", AttachPayment);
        InvoiceLineRoutes.Map(router);
        InvoicePreview.Map(router);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        Refuse(sent);
        var subscription = sent.Str("subscription") is { } id ? work.Get("subscription", id, "subscription") : null;
        var customer = work.Get("customer", sent.Str("customer") ?? subscription?.Str("customer") ?? throw StripeError.Missing("customer"), "customer");
        if (subscription is not null && subscription.Str("customer") != customer.Str("id"))
            throw StripeError.Invalid($"The subscription {subscription.Str("id")} does not belong to the customer {customer.Str("id")}.", "subscription");
        var collection = sent.Str("collection_method") ?? subscription?.Str("collection_method") ?? "charge_automatically";
        if (collection == "send_invoice" && !sent.ContainsKey("days_until_due") && !sent.ContainsKey("due_date"))
            throw StripeError.Invalid("If invoices are being billed by `send_invoice`, you must pass either `days_until_due` or `due_date`.", "days_until_due", "parameter_missing");
        var currency = sent.Str("currency") is { } wanted ? Currencies.Known(wanted) : subscription?.Str("currency") ?? customer.Str("currency") ?? "usd";
        var invoice = subscription is not null && sent.Str("pending_invoice_items_behavior") != "exclude"
            ? InvoiceShape.ForSubscription(work, subscription, "manual", [], InvoiceItems.Pending(work, customer.Str("id")!, currency, subscription.Str("id")).Where(i => InvoiceItems.SubscriptionOf(i) is not null))
            : InvoiceShape.New(work, customer, currency, "manual", collection);
        invoice["auto_advance"] = false;
        Apply(work, invoice, sent);
        if (subscription is null && sent.Str("pending_invoice_items_behavior") == "include")
        {
            var lines = invoice.Obj("lines")!["data"]!.AsArray();
            foreach (var item in InvoiceItems.Pending(work, customer.Str("id")!, currency, null))
                lines.Add((JsonNode)InvoiceItems.Assign(work, item, invoice));
        }
        InvoiceTotals.Sum(work, invoice);
        work.Emit("invoice.created", invoice);
        return invoice;
    }

    private static void Refuse(JsonObject sent)
    {
        Shapes.Refuse(sent, "invoices", "application_fee_amount", "transfer_data", "on_behalf_of", "from_invoice", "shipping_cost", "customer_account", "default_source", "rendering");
        Shapes.RefuseOthers(sent, "invoices", "issuer", "automatic_tax.liability");
    }

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var invoice = work.Get("invoice", call.Id);
        Refuse(sent);
        if (invoice.Str("status") != "draft" && sent.Select(p => p.Key).FirstOrDefault(k => !AfterFinal.Contains(k)) is { } late)
            throw StripeError.Invalid("Finalized invoices can't be updated in this way", late, "invoice_not_editable");
        work.Change(invoice, "invoice.updated", i => Apply(work, i, sent));
        return invoice;
    }

    private static void Apply(Work work, JsonObject invoice, JsonObject sent)
    {
        if (sent.Str("default_payment_method") is { } method && work.Get("payment_method", method, "default_payment_method").Str("customer") != invoice.Str("customer"))
            throw StripeError.Invalid($"The customer does not have a payment method with the ID {method}. The payment method must be attached to the customer.", "default_payment_method", "resource_missing");
        InvoiceChecks.Check(work, invoice, sent);
        invoice.Take(sent, "account_tax_ids", "collection_method", "custom_fields", "default_payment_method", "description", "due_date", "effective_at", "footer", "number", "statement_descriptor");
        if (sent.Long("days_until_due") is { } days)
        {
            invoice["_days_until_due"] = days;
            invoice["due_date"] = work.Now(invoice) + days * Day;
        }
        if (sent.Obj("payment_settings") is { } settings)
        {
            invoice.Obj("payment_settings")!.Take(settings, "default_mandate");
            PaymentTypes.Settle(invoice.Obj("payment_settings")!, settings);
            invoice.Obj("payment_settings")!["payment_method_options"] = PaymentTypes.OfInvoice(invoice.Obj("payment_settings")!.Obj("payment_method_options"));
        }
        if (sent.ContainsKey("shipping_details"))
            invoice["shipping_details"] = Shapes.Shipping(sent, "shipping_details");
        if (sent.ContainsKey("default_tax_rates"))
            invoice["default_tax_rates"] = TaxRates.Resolve(work, sent, "default_tax_rates");
        if (sent.Obj("automatic_tax") is { } automatic)
            invoice["automatic_tax"] = AutomaticTax.OfInvoice(work, automatic.Flag("enabled"));
        Discounts.OfInvoice(work, invoice, sent);
        if (sent.ContainsKey("default_tax_rates") || sent.ContainsKey("automatic_tax") || sent.ContainsKey("discounts"))
            InvoiceTotals.Sum(work, invoice);
        Shapes.Metadata(invoice, sent);
        if (sent.ContainsKey("auto_advance") || sent.ContainsKey("automatically_finalizes_at"))
            Advance(work, invoice, sent);
    }

    private static void Advance(Work work, JsonObject invoice, JsonObject sent)
    {
        var on = sent.ContainsKey("auto_advance") ? sent.Flag("auto_advance") : invoice.Flag("auto_advance");
        if (sent.ContainsKey("automatically_finalizes_at") && !on)
            throw StripeError.Invalid("You can only set `automatically_finalizes_at` when `auto_advance` is true.", "automatically_finalizes_at");
        if (!on)
        {
            invoice["auto_advance"] = false;
            invoice["automatically_finalizes_at"] = null;
            invoice["next_payment_attempt"] = null;
            invoice["_due"] = invoice.Str("status") == "open" ? invoice.Long("due_date") : null;
        }
        else if (invoice.Str("status") == "draft")
        {
            InvoiceFinalization.FinalizeLater(work, invoice, sent.Long("automatically_finalizes_at"));
        }
        else
        {
            invoice["auto_advance"] = true;
            if (invoice.Str("status") == "open" && invoice.Str("collection_method") == "charge_automatically" && invoice.Long("_due") is null)
            {
                invoice["next_payment_attempt"] = work.Now(invoice) + 3600;
                invoice["_due"] = invoice.Copy("next_payment_attempt");
            }
        }
    }

    private static JsonObject Delete(Call call)
    {
        var (work, invoice) = (call.Work, call.Work.Get("invoice", call.Id));
        if (invoice.Str("status") != "draft")
            throw StripeError.Invalid("You can only delete draft invoices. To cancel a finalized invoice, void it instead.", null, "invoice_not_editable");
        if (InvoiceShape.SubscriptionOf(invoice) is not null && invoice.Str("billing_reason") != "manual")
            throw StripeError.Invalid("You can't delete invoices created by subscriptions. Finalize and void the invoice instead.", null, "invoice_not_editable");
        foreach (var item in invoice.Objects("lines").Select(l => work.Find(InvoiceLines.ItemOf(l))).OfType<JsonObject>())
            InvoiceItems.Release(work, item);
        work.Emit("invoice.deleted", invoice);
        work.Remove(invoice);
        return Shapes.Deleted(invoice);
    }

    /// <summary>Where the invoice cannot be final, it says why from then on, and so does an event.</summary>
    private static void Finalize(Work work, JsonObject invoice)
    {
        try
        {
            InvoiceFinalization.Finalize(work, invoice);
        }
        catch (StripeError e) when (!e.KeepsChanges)
        {
            var error = e.Body("")["error"]!.DeepClone().AsObject();
            error.Remove("request_log_url");
            invoice["last_finalization_error"] = error;
            work.Emit("invoice.finalization_failed", invoice);
            throw new StripeError(e.Status, e.Type, e.Code, e.Message, e.Param) { KeepsChanges = true };
        }
    }

    private static JsonObject FinalizeNow(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        if (invoice.Str("status") != "draft")
            throw StripeError.Invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.", null, "invoice_not_editable");
        if (call.Sent.ContainsKey("auto_advance"))
            invoice["auto_advance"] = call.Sent.Flag("auto_advance");
        Finalize(call.Work, invoice);
        if (invoice.Str("status") == "open" && invoice.Flag("auto_advance") && invoice.Str("collection_method") == "charge_automatically")
        {
            call.Work.Touch(invoice);
            invoice["next_payment_attempt"] = call.Work.Now(invoice) + 3600;
            invoice["_due"] = invoice.Copy("next_payment_attempt");
        }
        return invoice;
    }

    private static JsonObject Pay(Call call)
    {
        var (work, invoice) = (call.Work, call.Work.Get("invoice", call.Id));
        Shapes.Refuse(call.Sent, "an invoice's payment", "forgive", "mandate", "source");
        if (invoice.Str("status") == "paid")
            throw StripeError.Invalid("Invoice is already paid", null, "invoice_already_paid");
        if (InvoiceCollection.Processing(work, invoice))
            throw StripeError.Invalid("A payment of this invoice is still processing. Wait until it succeeded or failed.", null, "payment_intent_unexpected_state");
        if (invoice.Str("status") is "void")
            throw StripeError.Invalid("You cannot pay an invoice that is void.", null, "invoice_not_editable");
        if (invoice.Str("status") == "draft")
            Finalize(work, invoice);
        if (invoice.Str("status") == "paid")
            return invoice;
        if (call.Sent.Flag("paid_out_of_band"))
        {
            InvoicePayments.Close(work, invoice);
            InvoiceCollection.SetPaid(work, invoice, invoice.Long("amount_due")!.Value, byAttempt: false);
            if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription && !SubscriptionEnd.Over(subscription))
                SubscriptionLife.InvoicePaid(work, subscription, invoice, null);
            CheckoutSessions.Settled(work, invoice);
            return invoice;
        }
        var method = (call.Sent.Str("payment_method") is { } id ? PaymentMethods.Resolve(work, id) : InvoiceCollection.MethodFor(work, invoice)) ?? throw StripeError.Invalid(
            "There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method or pass one to this call.", null, "invoice_payment_intent_requires_action");
        if (method.Str("customer") is { } owner && owner != invoice.Str("customer"))
            throw StripeError.Invalid("The payment method does not belong to the invoice's customer.", "payment_method");
        var refusal = InvoiceCollection.Collect(work, invoice, method, new(CustomerIsAway: !call.Sent.ContainsKey("off_session") || call.Sent.Flag("off_session")));
        if (refusal is null && work.Find(invoice.Str("_intent"))!.Str("status") == "requires_action" && method.Str("type") == "card")
        {
            refusal = new(402, "card_error", "invoice_payment_intent_requires_action",
                "This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with the invoice.")
            {
                KeepsChanges = true,
            };
        }
        return refusal is null ? invoice : throw refusal;
    }

    private static JsonObject Send(Call call)
    {
        var (work, invoice) = (call.Work, call.Work.Get("invoice", call.Id));
        if (invoice.Str("status") is not ("draft" or "open"))
            throw StripeError.Invalid($"You can only send invoices that are draft or open. This invoice is {invoice.Str("status")}.", null, "invoice_not_editable");
        if (invoice.Str("collection_method") != "send_invoice")
            throw StripeError.Invalid("You can only manually send an invoice if its collection method is 'send_invoice'.", null);
        if (invoice.Str("status") == "draft")
        {
            invoice["auto_advance"] = false;
            Finalize(work, invoice);
        }
        work.Emit("invoice.sent", invoice);
        return invoice;
    }

    private static JsonObject Void(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        if (invoice.Str("status") is not ("open" or "uncollectible"))
            throw StripeError.Invalid($"You can only pass in open or uncollectible invoices. This invoice is {invoice.Str("status")}.", null, "invoice_not_editable");
        if (InvoicePayments.Beside(call.Work, invoice) is not (false, false))
            throw StripeError.Invalid("You can't void an invoice that has open or paid payments.", null, "invoice_not_editable");
        InvoiceCollection.Annul(call.Work, invoice);
        return invoice;
    }

    private static JsonObject MarkUncollectible(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        if (invoice.Str("status") != "open")
            throw StripeError.Invalid($"You can only mark an open invoice as uncollectible. This invoice is {invoice.Str("status")}.", null, "invoice_not_editable");
        if (InvoicePayments.Beside(call.Work, invoice).Open)
            throw StripeError.Invalid("You can't mark an invoice as uncollectible that has open payments.", null, "invoice_not_editable");
        InvoiceCollection.WriteOff(call.Work, invoice);
        return invoice;
    }

    /// <summary>Lets an intent that was made apart pay the invoice, or a part of it.</summary>
    private static JsonObject AttachPayment(Call call)
    {
        var (work, invoice) = (call.Work, call.Work.Get("invoice", call.Id));
        Shapes.Refuse(call.Sent, "an invoice's payments", "payment_record");
        if (invoice.Str("status") != "open")
            throw StripeError.Invalid("You can only attach payments to an open invoice.", null, "invoice_not_editable");
        var intent = work.Get("payment_intent", call.Sent.Str("payment_intent") ?? throw StripeError.Missing("payment_intent"), "payment_intent");
        if (intent.Str("_invoice") is not null || intent.Str("customer") != invoice.Str("customer") || intent.Str("currency") != invoice.Str("currency"))
            throw StripeError.Invalid("The payment intent must have the invoice's customer and currency, and must not belong to another invoice.", "payment_intent");
        if (intent.Long("amount") > invoice.Long("amount_remaining"))
            throw StripeError.Invalid("The payment intent asks for more than what remains to be paid.", "payment_intent");
        if (intent.Long("amount") < invoice.Long("amount_remaining") && invoice.Str("collection_method") == "charge_automatically" && InvoiceShape.SubscriptionOf(invoice) is not null)
            throw StripeError.Invalid("Partial payments are not supported for a subscription's invoices that are charged automatically.", "payment_intent");
        work.Touch(intent);
        intent["_invoice"] = invoice.Str("id");
        var payment = InvoicePayments.Add(work, invoice, intent);
        payment["is_default"] = false;
        payment["amount_requested"] = intent.Copy("amount");
        if (intent.Str("status") == "succeeded")
            InvoiceCollection.PaidBy(work, invoice, intent, work.Find(intent.Str("payment_method")) ?? []);
        return invoice;
    }
}
