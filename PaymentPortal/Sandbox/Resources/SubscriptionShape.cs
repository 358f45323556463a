using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The subscription as an object, and what a call may set on it.</summary>
internal static class SubscriptionShape
{
    public static JsonObject New(Work work, JsonObject customer, JsonObject sent, string currency, long now, long anchor, long? trialEnd)
    {
        var subscription = new JsonObject
        {
            ["id"] = Ids.New("sub"),
            ["object"] = "subscription",
            ["application"] = null,
            ["application_fee_percent"] = null,
            ["automatic_tax"] = Shapes.AutomaticTaxOff(invoice: false),
            ["billing_cycle_anchor"] = anchor,
            ["billing_cycle_anchor_config"] = sent.Obj("billing_cycle_anchor_config") is { } config
                ? new JsonObject { ["day_of_month"] = config.Long("day_of_month"), ["hour"] = config.Long("hour"), ["minute"] = config.Long("minute"), ["month"] = config.Long("month"), ["second"] = config.Long("second") }
                : null,
            ["billing_mode"] = new JsonObject { ["flexible"] = new JsonObject { ["proration_discounts"] = "included" }, ["type"] = "flexible", ["updated_at"] = now },
            ["billing_schedules"] = new JsonArray(),
            ["billing_thresholds"] = null,
            ["cancel_at"] = null,
            ["cancel_at_period_end"] = false,
            ["canceled_at"] = null,
            ["cancellation_details"] = new JsonObject { ["comment"] = null, ["feedback"] = null, ["reason"] = null },
            ["collection_method"] = "charge_automatically",
            ["created"] = now,
            ["currency"] = currency,
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["days_until_due"] = null,
            ["default_payment_method"] = null,
            ["default_source"] = null,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = null,
            ["discounts"] = new JsonArray(),
            ["ended_at"] = null,
            ["invoice_settings"] = new JsonObject { ["account_tax_ids"] = null, ["custom_fields"] = null, ["description"] = null, ["footer"] = null, ["issuer"] = new JsonObject { ["type"] = "self" } },
            ["items"] = null,
            ["latest_invoice"] = null,
            ["livemode"] = false,
            ["managed_payments"] = new JsonObject { ["enabled"] = false },
            ["metadata"] = new JsonObject(),
            ["next_pending_invoice_item_invoice"] = null,
            ["on_behalf_of"] = null,
            ["pause_collection"] = null,
            ["payment_settings"] = new JsonObject { ["payment_method_options"] = null, ["payment_method_types"] = null, ["save_default_payment_method"] = "off" },
            ["pending_invoice_item_interval"] = null,
            ["pending_setup_intent"] = null,
            ["pending_update"] = null,
            ["schedule"] = null,
            ["start_date"] = now,
            ["status"] = "incomplete",
            ["test_clock"] = customer.Str("_clock"),
            ["transfer_data"] = null,
            ["trial_end"] = trialEnd,
            ["trial_settings"] = new JsonObject { ["end_behavior"] = new JsonObject { ["missing_payment_method"] = "create_invoice" } },
            ["trial_start"] = trialEnd is null ? null : now,
            ["_clock"] = customer.Str("_clock"),
        };
        Apply(work, subscription, sent);
        return subscription;
    }

    /// <summary>Whatever a call may set that bills nothing by itself.</summary>
    public static void Apply(Work work, JsonObject subscription, JsonObject sent)
    {
        Refuse(sent);
        if (sent.Obj("payment_settings") is { } settings)
        {
            subscription.Obj("payment_settings")!.Take(settings, "save_default_payment_method");
            PaymentTypes.Settle(subscription.Obj("payment_settings")!, settings);
        }
        if (sent.Obj("cancellation_details") is { } details)
            subscription.Obj("cancellation_details")!.Take(details, "comment", "feedback");
        if (sent.Obj("invoice_settings") is { } invoices)
        {
            StripeError.Within("invoice_settings", () =>
            {
                InvoiceChecks.Fields(invoices);
                InvoiceChecks.OwnTaxIds(work, invoices);
            });
            subscription.Obj("invoice_settings")!.Take(invoices, "account_tax_ids", "custom_fields", "description", "footer");
        }
        if (sent.Obj("trial_settings") is { } trial)
            subscription["trial_settings"] = new JsonObject { ["end_behavior"] = new JsonObject { ["missing_payment_method"] = trial.Obj("end_behavior")!.Str("missing_payment_method") } };
        if (sent.ContainsKey("pause_collection"))
        {
            subscription["pause_collection"] = sent.Obj("pause_collection") is { } pause
                ? new JsonObject { ["behavior"] = pause.Str("behavior"), ["resumes_at"] = pause.Long("resumes_at") }
                : null;
        }
        if (sent.Str("default_payment_method") is { } method && work.Get("payment_method", method, "default_payment_method").Str("customer") != subscription.Str("customer"))
            throw StripeError.Invalid($"The customer does not have a payment method with the ID {method}. The payment method must be attached to the customer.", "default_payment_method", "resource_missing");
        InvoiceChecks.Days(sent);
        subscription.Take(sent, "description", "days_until_due", "default_payment_method");
        if (sent.Str("collection_method") is { } collection)
            subscription["collection_method"] = collection;
        if (subscription.Str("collection_method") == "send_invoice" && subscription.Long("days_until_due") is null)
            throw StripeError.Invalid("You must pass `days_until_due` when `collection_method` is `send_invoice`.", "days_until_due", "parameter_missing");
        if (subscription.Str("collection_method") == "charge_automatically")
        {
            if (sent.Long("days_until_due") is not null)
                throw StripeError.Invalid("You can only specify `days_until_due` if `collection_method` is `send_invoice`.", "days_until_due");
            subscription["days_until_due"] = null;
        }
        if (sent.Obj("automatic_tax") is { } automatic)
            subscription["automatic_tax"] = AutomaticTax.OfSubscription(work, work.Find(subscription.Str("customer"))!, automatic);
        if (sent.ContainsKey("default_tax_rates"))
            subscription["default_tax_rates"] = TaxRates.Resolve(work, sent, "default_tax_rates");
        Shapes.Metadata(subscription, sent);
    }

    /// <summary>Refuses what the sandbox does not do.</summary>
    public static void Refuse(JsonObject sent)
    {
        Shapes.Refuse(
            sent, "subscriptions", "application_fee_percent", "transfer_data", "on_behalf_of", "billing_schedules", "billing_thresholds", "pending_invoice_item_interval", "default_source", "customer_account",
            "trial_from_plan");
        Shapes.RefuseOthers(sent, "subscriptions", "invoice_settings.issuer", "automatic_tax.liability");
        CheckBillingMode(sent);
    }

    public static void CheckBillingMode(JsonObject sent)
    {
        if (sent.Obj("billing_mode")?.Str("type") == "classic")
            throw StripeError.Invalid("This sandbox bills in flexible mode alone.", "billing_mode[type]");
        if (sent.Obj("billing_mode")?.Obj("flexible")?.Str("proration_discounts") != "included")
            Shapes.Refuse(sent, "subscriptions", "billing_mode.flexible.proration_discounts");
    }
}
