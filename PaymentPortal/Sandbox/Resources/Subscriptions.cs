using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

internal static class Subscriptions
{
    /// <summary>So long may the first payment take.</summary>
    private const long FirstPaymentSeconds = 23 * 3600;

    public static void Map(Router router)
    {
        router.Post("/v1/subscriptions", Create);
        router.Get("/v1/subscriptions", List);
        router.Get("/v1/subscriptions/{id}", c => c.Work.Get("subscription", c.Id));
        router.Post("/v1/subscriptions/{id}", Update);
        router.Delete("/v1/subscriptions/{id}", Cancel);
    }

    private static JsonObject List(Call call)
    {
        var status = call.Sent.Str("status");
        return Page.Of(call, "subscription", s => status switch
        {
            "all" => true,
            "ended" => s.Str("status") is "canceled" or "incomplete_expired",
            null => s.Str("status") is not ("canceled" or "incomplete_expired"),
            _ => s.Str("status") == status,
        } && (call.Sent.Str("price") is not { } price || s.Objects("items").Any(i => i.Obj("price")!.Str("id") == price)), ("customer", call.Sent.Str("customer")), ("clock", call.Sent.Str("test_clock") ?? (call.Has("customer") ? null : "")));
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var customer = work.Get("customer", sent.Str("customer") ?? throw StripeError.Missing("customer"), "customer");
        var items = sent.Objects("items").ToList();
        if (items.Count == 0)
            throw StripeError.Missing("items");
        var prices = items.Select((item, at) => SubscriptionItems.PriceOf(work, item, at)).ToList();
        var currency = prices[0].Str("currency")!;
        if (prices.Any(p => p.Str("currency") != currency))
            throw StripeError.Invalid("All prices of a subscription must have the same currency.", "items");
        var recurring = prices[0].Obj("recurring")!;
        if (prices.Any(p => p.Obj("recurring")!.Str("interval") != recurring.Str("interval") || p.Obj("recurring")!.Long("interval_count") != recurring.Long("interval_count")))
            throw StripeError.Invalid("All prices of a subscription must have the same billing interval.", "items");
        var now = work.Now(customer);
        var trialEnd = TrialEnd(sent, now);
        var subscription = SubscriptionShape.New(work, customer, sent, currency, now, trialEnd);
        var id = subscription.Str("id")!;
        var periodEnd = trialEnd ?? Periods.End(now, recurring.Str("interval")!, recurring.Long("interval_count")!.Value, now);
        subscription["items"] = Json.List($"/v1/subscription_items?subscription={id}", items.Zip(prices, (item, price) => SubscriptionItems.Item(work, id, item, price, now, periodEnd)));
        var behaviour = sent.Str("payment_behavior") ?? "allow_incomplete";
        var automatic = subscription.Str("collection_method") == "charge_automatically";
        var method = work.Find(subscription.Str("default_payment_method") ?? customer.Obj("invoice_settings")!.Str("default_payment_method"));
        Customers.TakeCurrency(work, customer, currency);
        work.Add(subscription);
        var invoice = InvoiceShape.ForSubscription(work, subscription, "subscription_create", SubscriptionLines.Of(work, subscription, customer));
        var due = invoice.Long("amount_due")!.Value;
        if (automatic && due > 0 && method is null && behaviour != "default_incomplete")
        {
            throw StripeError.Invalid(
                "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#add-a-default-payment-method.",
                null, "resource_missing");
        }
        subscription["latest_invoice"] = invoice.Str("id");
        subscription["status"] = trialEnd is not null ? "trialing" : automatic && due > 0 ? "incomplete" : "active";
        subscription["_due"] = subscription.Str("status") == "incomplete" ? now + FirstPaymentSeconds : periodEnd;
        work.Emit("customer.subscription.created", subscription);
        work.Emit("invoice.created", invoice);
        InvoiceCollection.Finalize(work, invoice);
        if (automatic && due > 0 && behaviour != "default_incomplete")
        {
            var refusal = InvoiceCollection.Collect(work, invoice, method!, new(CustomerIsAway: sent.Flag("off_session"), ChallengeInPage: true));
            if (behaviour == "error_if_incomplete" && (refusal is not null || subscription.Str("status") == "incomplete"))
            {
                throw new StripeError(402, "card_error", refusal?.Code ?? "subscription_payment_intent_requires_action", refusal?.Message ?? "Payment for this subscription requires additional user action before it can be completed successfully.")
                {
                    DeclineCode = refusal?.DeclineCode,
                };
            }
        }
        return subscription;
    }

    private static long? TrialEnd(JsonObject sent, long now)
    {
        if (sent.Long("trial_period_days") is { } days and > 0)
            return now + days * 86_400;
        if (sent.Long("trial_end") is not { } end)
            return null;
        return end > now ? end : throw StripeError.Invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end");
    }

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var subscription = work.Get("subscription", call.Id);
        if (subscription.Str("status") is "canceled" or "incomplete_expired")
            throw StripeError.NoSuch("subscription", call.Id);
        if (sent.ContainsKey("items"))
            throw StripeError.Invalid("This sandbox cannot change a subscription's items yet.", "items");
        if (sent.Str("default_payment_method") is { } method && work.Get("payment_method", method, "default_payment_method").Str("customer") != subscription.Str("customer"))
            throw StripeError.Invalid($"The customer does not have a payment method with the ID {method}. The payment method must be attached to the customer.", "default_payment_method", "resource_missing");
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            SubscriptionShape.Apply(s, sent);
            s.Take(sent, "default_payment_method");
            if (sent.ContainsKey("default_tax_rates"))
                s["default_tax_rates"] = TaxRates.Resolve(work, sent, "default_tax_rates");
            if (sent.ContainsKey("cancel_at_period_end"))
                SubscriptionLife.CancelLater(s, sent.Flag("cancel_at_period_end") ? s.Objects("items").First().Long("current_period_end") : null, true, work.Now(s));
            else if (sent.ContainsKey("cancel_at"))
                SubscriptionLife.CancelLater(s, sent.Long("cancel_at"), false, work.Now(s));
        });
        return subscription;
    }

    private static JsonObject Cancel(Call call)
    {
        var subscription = call.Work.Get("subscription", call.Id);
        if (subscription.Str("status") is "canceled" or "incomplete_expired")
            throw StripeError.NoSuch("subscription", call.Id);
        if (call.Sent.Obj("cancellation_details") is { } details)
            subscription.Obj("cancellation_details")!.Take(details, "comment", "feedback");
        SubscriptionLife.End(call.Work, subscription, "cancellation_requested");
        return subscription;
    }
}
