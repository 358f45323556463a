using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

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

    /// <summary>A draft for what a subscription bills in one period.</summary>
    public static JsonObject ForSubscription(Work work, JsonObject subscription, string reason, IEnumerable<JsonObject> lines)
    {
        var customer = work.Find(subscription.Str("customer"))!;
        var id = Ids.New("in");
        var items = lines.ToList();
        var now = work.Now(subscription);
        foreach (var line in items)
            line["invoice"] = id;
        var invoice = new JsonObject
        {
            ["id"] = id,
            ["object"] = "invoice",
            ["account_country"] = work.Options.AccountCountry,
            ["account_name"] = work.Options.AccountName,
            ["account_tax_ids"] = null,
            ["amount_due"] = 0,
            ["amount_overpaid"] = 0,
            ["amount_paid"] = 0,
            ["amount_remaining"] = 0,
            ["amount_shipping"] = 0,
            ["application"] = null,
            ["attempt_count"] = 0,
            ["attempted"] = false,
            ["auto_advance"] = true,
            ["automatic_tax"] = Shapes.AutomaticTaxOff(invoice: true),
            ["automatically_finalizes_at"] = null,
            ["billing_reason"] = reason,
            ["collection_method"] = subscription.Str("collection_method"),
            ["created"] = now,
            ["currency"] = subscription.Str("currency"),
            ["custom_fields"] = null,
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["customer_address"] = null,
            ["customer_email"] = null,
            ["customer_name"] = null,
            ["customer_phone"] = null,
            ["customer_shipping"] = null,
            ["customer_tax_exempt"] = null,
            ["customer_tax_ids"] = new JsonArray(),
            ["default_payment_method"] = null,
            ["default_source"] = null,
            ["default_tax_rates"] = subscription.Copy("default_tax_rates"),
            ["description"] = null,
            ["discounts"] = new JsonArray(),
            ["due_date"] = null,
            ["effective_at"] = null,
            ["ending_balance"] = null,
            ["footer"] = null,
            ["from_invoice"] = null,
            ["hosted_invoice_url"] = null,
            ["invoice_pdf"] = null,
            ["issuer"] = new JsonObject { ["type"] = "self" },
            ["last_finalization_error"] = null,
            ["latest_revision"] = null,
            ["lines"] = Json.List($"/v1/invoices/{id}/lines", items),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_payment_attempt"] = null,
            ["number"] = null,
            ["on_behalf_of"] = null,
            ["parent"] = new JsonObject
            {
                ["quote_details"] = null,
                ["subscription_details"] = new JsonObject { ["metadata"] = subscription.Copy("metadata"), ["subscription"] = subscription.Str("id") },
                ["type"] = "subscription_details",
            },
            ["payment_settings"] = new JsonObject { ["default_mandate"] = null, ["payment_method_options"] = null, ["payment_method_types"] = null },
            ["period_end"] = now,
            ["period_start"] = now,
            ["post_payment_credit_notes_amount"] = 0,
            ["pre_payment_credit_notes_amount"] = 0,
            ["receipt_number"] = null,
            ["rendering"] = null,
            ["shipping_cost"] = null,
            ["shipping_details"] = null,
            ["starting_balance"] = 0,
            ["statement_descriptor"] = null,
            ["status"] = "draft",
            ["status_transitions"] = new JsonObject { ["finalized_at"] = null, ["marked_uncollectible_at"] = null, ["paid_at"] = null, ["voided_at"] = null },
            ["subtotal"] = 0,
            ["subtotal_excluding_tax"] = 0,
            ["test_clock"] = customer.Str("_clock"),
            ["total"] = 0,
            ["total_discount_amounts"] = new JsonArray(),
            ["total_excluding_tax"] = 0,
            ["total_pretax_credit_amounts"] = new JsonArray(),
            ["total_taxes"] = new JsonArray(),
            ["webhooks_delivered_at"] = null,
            ["_clock"] = customer.Str("_clock"),
        };
        Buyer(work, invoice, customer);
        Sum(invoice);
        return work.Add(invoice);
    }

    /// <summary>Writes the buyer as known now: again and again while a draft, for good when finalised.</summary>
    private static void Buyer(Work work, JsonObject invoice, JsonObject customer)
    {
        invoice["customer_address"] = customer.Copy("address");
        invoice["customer_email"] = customer.Str("email");
        invoice["customer_name"] = customer.Str("name");
        invoice["customer_phone"] = customer.Str("phone");
        invoice["customer_shipping"] = customer.Copy("shipping");
        invoice["customer_tax_exempt"] = customer.Str("tax_exempt");
        invoice["customer_tax_ids"] = Json.ArrayOf(work.Where("tax_id", "customer", customer.Str("id")!).Select(t => new JsonObject { ["type"] = t.Str("type"), ["value"] = t.Str("value") }));
    }

    private static void Sum(JsonObject invoice)
    {
        var lines = invoice.Objects("lines").ToList();
        var taxes = lines.SelectMany(l => l.Objects("taxes")).ToList();
        long TaxOf(string behaviour) => taxes.Where(t => t.Str("tax_behavior") == behaviour).Sum(t => t.Long("amount")!.Value);
        var subtotal = lines.Sum(l => l.Long("amount")!.Value);
        var total = subtotal + TaxOf("exclusive");
        invoice["subtotal"] = subtotal;
        invoice["subtotal_excluding_tax"] = subtotal - TaxOf("inclusive");
        invoice["total"] = total;
        invoice["total_excluding_tax"] = subtotal - TaxOf("inclusive");
        invoice["amount_due"] = total;
        invoice["amount_remaining"] = total;
        invoice["total_taxes"] = Json.ArrayOf(taxes.GroupBy(t => t.Obj("tax_rate_details")!.Str("tax_rate")).Select(g =>
        {
            var sum = g.First().DeepClone().AsObject();
            sum["amount"] = g.Sum(t => t.Long("amount")!.Value);
            sum["taxable_amount"] = g.Sum(t => t.Long("taxable_amount") ?? 0);
            return sum;
        }));
    }

    /// <summary>Fixes the invoice: number, buyer, amounts; one that asks for money gets its payment intent, one that asks for none is paid.</summary>
    public static void Finalize(Work work, JsonObject invoice)
    {
        var customer = work.Find(invoice.Str("customer"))!;
        var now = work.Now(invoice);
        var number = customer.Long("next_invoice_sequence") ?? 1;
        work.Touch(customer);
        customer["next_invoice_sequence"] = number + 1;
        work.Touch(invoice);
        Buyer(work, invoice, customer);
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
        var subscription = work.Find(SubscriptionOf(invoice));
        var id = invoice.Str("default_payment_method") ?? subscription?.Str("default_payment_method")
            ?? work.Find(invoice.Str("customer"))?.Obj("invoice_settings")?.Str("default_payment_method");
        return work.Find(id);
    }

    public static string? SubscriptionOf(JsonObject invoice) => invoice.Obj("parent")?.Obj("subscription_details")?.Id("subscription");

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
        if (work.Find(SubscriptionOf(invoice)) is { } subscription)
            Subscriptions.InvoicePaid(work, subscription, invoice, method);
    }

    private static void SetPaid(Work work, JsonObject invoice, long amount)
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
        if (work.Find(SubscriptionOf(invoice)) is { } subscription)
            Subscriptions.InvoiceFailed(work, subscription, invoice);
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
        Finalize(call.Work, invoice);
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
            Finalize(work, invoice);
        if (invoice.Str("status") == "paid")
            return invoice;
        if (call.Sent.Flag("paid_out_of_band"))
        {
            if (work.Find(invoice.Str("_intent")) is { } unused)
                PaymentIntents.End(work, unused, "void_invoice");
            SetPaid(work, invoice, invoice.Long("amount_due")!.Value);
            if (work.Find(SubscriptionOf(invoice)) is { } subscription)
                Subscriptions.InvoicePaid(work, subscription, invoice, null);
            return invoice;
        }
        var method = (call.Sent.Str("payment_method") is { } id ? PaymentMethods.Resolve(work, id) : MethodFor(work, invoice)) ?? throw StripeError.Invalid(
            "There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method or pass one to this call.", null, "invoice_payment_intent_requires_action");
        if (method.Str("customer") is { } owner && owner != invoice.Str("customer"))
            throw StripeError.Invalid("The payment method does not belong to the invoice's customer.", "payment_method");
        var refusal = Collect(work, invoice, method, new(CustomerIsAway: !call.Sent.ContainsKey("off_session") || call.Sent.Flag("off_session")));
        return refusal is null ? invoice : throw refusal;
    }

    private static JsonObject Void(Call call)
    {
        var invoice = call.Work.Get("invoice", call.Id);
        if (invoice.Str("status") is not ("open" or "uncollectible"))
            throw StripeError.Invalid($"You can only pass in open or uncollectible invoices. This invoice is {invoice.Str("status")}.", null, "invoice_not_editable");
        Annul(call.Work, invoice);
        return invoice;
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
