using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What an intent looks like to the business, and what of it to a page.</summary>
internal static partial class PaymentIntents
{
    /// <summary>What a page with the publishable key may see.</summary>
    private static readonly string[] Public =
    [
        "id", "object", "allowed_payment_method_types", "amount", "amount_details", "automatic_payment_methods", "canceled_at", "cancellation_reason", "capture_method", "client_secret", "confirmation_method", "created",
        "currency", "description", "last_payment_error", "livemode", "next_action", "payment_method", "payment_method_configuration_details", "payment_method_types", "processing", "receipt_email", "setup_future_usage",
        "shipping", "source", "status",
    ];

    private static JsonObject ForCaller(Call call, JsonObject intent) => call.Publishable ? new JsonObject(Public.Where(intent.ContainsKey).Select(n => KeyValuePair.Create(n, intent.Copy(n)))) : intent;

    public static JsonObject New(Work work, long amount, string currency, JsonObject? customer)
    {
        var id = Ids.New("pi");
        var types = PaymentTypes.Of(currency);
        return work.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "payment_intent",
            ["allowed_payment_method_types"] = PaymentTypes.List(types),
            ["amount"] = amount,
            ["amount_capturable"] = 0,
            ["amount_details"] = new JsonObject { ["tip"] = new JsonObject() },
            ["amount_received"] = 0,
            ["application"] = null,
            ["application_fee_amount"] = null,
            ["automatic_payment_methods"] = null,
            ["canceled_at"] = null,
            ["cancellation_reason"] = null,
            ["capture_method"] = "automatic_async",
            ["client_secret"] = Ids.ClientSecret(id),
            ["confirmation_method"] = "automatic",
            ["created"] = work.Now(customer?.Str("_clock")),
            ["currency"] = currency,
            ["customer"] = customer?.Str("id"),
            ["customer_account"] = null,
            ["description"] = null,
            ["excluded_payment_method_types"] = null,
            ["last_payment_error"] = null,
            ["latest_charge"] = null,
            ["livemode"] = false,
            ["managed_payments"] = new JsonObject { ["enabled"] = false },
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["on_behalf_of"] = null,
            ["payment_method"] = null,
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = PaymentTypes.Options("payment_intent", types),
            ["payment_method_types"] = PaymentTypes.List(types),
            ["processing"] = null,
            ["receipt_email"] = null,
            ["review"] = null,
            ["setup_future_usage"] = null,
            ["shipping"] = null,
            ["source"] = null,
            ["statement_descriptor"] = null,
            ["statement_descriptor_suffix"] = null,
            ["status"] = "requires_payment_method",
            ["transfer_data"] = null,
            ["transfer_group"] = null,
            ["_clock"] = customer?.Str("_clock"),
        });
    }
}
