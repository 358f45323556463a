using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The subscription as an object, and what a call may set on it.</summary>
internal static class SubscriptionShape
{
    public static JsonObject New(Work work, JsonObject customer, JsonObject sent, string currency, long now, long? trialEnd)
    {
        if (sent.Str("default_payment_method") is { } method && work.Get("payment_method", method, "default_payment_method").Str("customer") != customer.Str("id"))
            throw StripeError.Invalid($"The customer does not have a payment method with the ID {method}. The payment method must be attached to the customer.", "default_payment_method", "resource_missing");
        var subscription = new JsonObject
        {
            ["id"] = Ids.New("sub"),
            ["object"] = "subscription",
            ["application"] = null,
            ["application_fee_percent"] = null,
            ["automatic_tax"] = Shapes.AutomaticTaxOff(invoice: false),
            ["billing_cycle_anchor"] = trialEnd ?? now,
            ["billing_cycle_anchor_config"] = null,
            ["billing_mode"] = new JsonObject { ["flexible"] = new JsonObject { ["proration_discounts"] = "included" }, ["type"] = "flexible", ["updated_at"] = now },
            ["billing_schedules"] = new JsonArray(),
            ["billing_thresholds"] = null,
            ["cancel_at"] = null,
            ["cancel_at_period_end"] = false,
            ["canceled_at"] = null,
            ["cancellation_details"] = new JsonObject { ["comment"] = null, ["feedback"] = null, ["reason"] = null },
            ["collection_method"] = sent.Str("collection_method") ?? "charge_automatically",
            ["created"] = now,
            ["currency"] = currency,
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["days_until_due"] = sent.Long("days_until_due"),
            ["default_payment_method"] = sent.Str("default_payment_method"),
            ["default_source"] = null,
            ["default_tax_rates"] = TaxRates.Resolve(work, sent, "default_tax_rates"),
            ["description"] = sent.Str("description"),
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
            ["trial_settings"] = new JsonObject { ["end_behavior"] = new JsonObject { ["missing_payment_method"] = sent.Obj("trial_settings")?.Obj("end_behavior")?.Str("missing_payment_method") ?? "create_invoice" } },
            ["trial_start"] = trialEnd is null ? null : now,
            ["_clock"] = customer.Str("_clock"),
        };
        Apply(subscription, sent);
        return subscription;
    }

    public static void Apply(JsonObject subscription, JsonObject sent)
    {
        if (sent.Obj("payment_settings") is { } settings)
            subscription.Obj("payment_settings")!.Take(settings, "payment_method_options", "payment_method_types", "save_default_payment_method");
        if (sent.Obj("cancellation_details") is { } details)
            subscription.Obj("cancellation_details")!.Take(details, "comment", "feedback");
        subscription.Take(sent, "description", "days_until_due");
        Shapes.Metadata(subscription, sent);
    }
}
