using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The invoice as an object: what it is made of, and to whom it goes.</summary>
internal static class InvoiceShape
{
    /// <summary>A draft for what a subscription bills: what waited for it first, then the given lines.</summary>
    public static JsonObject ForSubscription(Work work, JsonObject subscription, string reason, IEnumerable<JsonObject> lines, IEnumerable<JsonObject> waiting)
    {
        var invoice = New(work, work.Find(subscription.Str("customer"))!, subscription.Str("currency")!, reason, subscription.Str("collection_method")!);
        // Of a change, what is not paid at once is not tried again: https://docs.stripe.com/billing/invoices/subscription
        invoice["auto_advance"] = reason != "subscription_update" || invoice.Str("collection_method") == "send_invoice";
        invoice["automatic_tax"] = AutomaticTax.OfInvoice(work, subscription.Obj("automatic_tax")!.Flag("enabled"));
        invoice["default_tax_rates"] = subscription.Copy("default_tax_rates");
        invoice["discounts"] = Discounts.Of(work, subscription, work.Now(subscription));
        invoice.Obj("payment_settings")!["payment_method_options"] = PaymentTypes.OfInvoice(subscription.Obj("payment_settings")!.Obj("payment_method_options"));
        invoice.Obj("payment_settings")!.Take(subscription.Obj("payment_settings")!, "payment_method_types");
        invoice["parent"] = new JsonObject
        {
            ["quote_details"] = null,
            ["subscription_details"] = new JsonObject { ["metadata"] = subscription.Copy("metadata"), ["subscription"] = subscription.Str("id") },
            ["type"] = "subscription_details",
        };
        invoice["_days_until_due"] = subscription.Copy("days_until_due");
        if (subscription.Obj("invoice_settings") is { } settings)
        {
            invoice["account_tax_ids"] = settings.Copy("account_tax_ids");
            invoice["custom_fields"] = settings.Copy("custom_fields") ?? invoice.Copy("custom_fields");
            invoice["description"] = settings.Copy("description");
            invoice["footer"] = settings.Copy("footer") ?? invoice.Copy("footer");
        }
        var data = invoice.Obj("lines")!["data"]!.AsArray();
        foreach (var item in waiting)
            data.Add((JsonNode)InvoiceItems.Assign(work, item, invoice));
        foreach (var line in lines)
        {
            line["invoice"] = invoice.Str("id");
            data.Add((JsonNode)line);
            Proration.Debited(subscription, line.Obj("parent")!.Obj("subscription_item_details")!.Str("subscription_item")!, line, invoice.Str("id"));
        }
        InvoiceTotals.Sum(work, invoice);
        return invoice;
    }

    /// <summary>An empty draft.</summary>
    public static JsonObject New(Work work, JsonObject customer, string currency, string reason, string collection)
    {
        var id = Ids.New("in");
        var now = work.Now(customer);
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
            ["auto_advance"] = false,
            ["automatic_tax"] = Shapes.AutomaticTaxOff(invoice: true),
            ["automatically_finalizes_at"] = null,
            ["billing_reason"] = reason,
            ["collection_method"] = collection,
            ["created"] = now,
            ["currency"] = currency,
            ["custom_fields"] = customer.Obj("invoice_settings")?.Copy("custom_fields"),
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
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = null,
            ["discounts"] = new JsonArray(),
            ["due_date"] = null,
            ["effective_at"] = null,
            ["ending_balance"] = null,
            ["footer"] = customer.Obj("invoice_settings")?.Copy("footer"),
            ["from_invoice"] = null,
            ["hosted_invoice_url"] = null,
            ["invoice_pdf"] = null,
            ["issuer"] = new JsonObject { ["type"] = "self" },
            ["last_finalization_error"] = null,
            ["latest_revision"] = null,
            ["lines"] = Json.List($"/v1/invoices/{id}/lines", []),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_payment_attempt"] = null,
            ["number"] = null,
            ["on_behalf_of"] = null,
            ["parent"] = null,
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
        return work.Add(invoice);
    }

    /// <summary>Writes the buyer as known now: again and again while a draft, for good when finalised.</summary>
    public static void Buyer(Work work, JsonObject invoice, JsonObject customer)
    {
        invoice["customer_address"] = customer.Copy("address");
        invoice["customer_email"] = customer.Str("email");
        invoice["customer_name"] = customer.Str("name");
        invoice["customer_phone"] = customer.Str("phone");
        invoice["customer_shipping"] = customer.Copy("shipping");
        invoice["customer_tax_exempt"] = customer.Str("tax_exempt");
        invoice["customer_tax_ids"] = Json.ArrayOf(TaxIds.Of(work, customer).Select(t => new JsonObject { ["type"] = t.Str("type"), ["value"] = t.Str("value") }));
    }

    public static string? SubscriptionOf(JsonObject invoice) => invoice.Obj("parent")?.Obj("subscription_details")?.Id("subscription");
}
