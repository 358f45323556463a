using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

internal static class Subscriptions
{
    /// <summary>What a change that waits for its payment may hold.</summary>
    private static readonly string[] Waitable =
        ["add_invoice_items", "billing_cycle_anchor", "discounts", "expand", "items", "metadata", "off_session", "payment_behavior", "proration_behavior", "proration_date", "trial_end", "trial_from_plan"];

    public static void Map(Router router)
    {
        router.Post("/v1/subscriptions", Create);
        router.Get("/v1/subscriptions", List);
        router.Get("/v1/customers/{id}/subscriptions", c => Page.Of(c, "subscription", IsListed, ("customer", c.Work.Get("customer", c.Id).Str("id"))));
        router.Get("/v1/subscriptions/{id}", c => c.Work.Get("subscription", c.Id));
        router.Post("/v1/subscriptions/{id}", c => Update(c, c.Work.Get("subscription", c.Id), c.Sent));
        router.Delete("/v1/subscriptions/{id}", Cancel);
        SubscriptionResume.Map(router);
    }

    /// <summary>What a list shows that is asked for no status.</summary>
    public static bool IsListed(JsonObject subscription) => subscription.Str("status") is not ("canceled" or "incomplete_expired");

    private static JsonObject List(Call call)
    {
        var status = call.Sent.Str("status");
        return Page.Of(call, "subscription", s => status switch
        {
            "all" => true,
            "ended" => SubscriptionEnd.Over(s),
            null => IsListed(s),
            _ => s.Str("status") == status,
        } && (call.Sent.Str("price") is not { } price || s.Objects("items").Any(i => i.Obj("price")!.Str("id") == price))
            && (call.Sent.Str("plan") is not { } plan || s.Objects("items").Any(i => i.Obj("price")!.Str("id") == plan))
            && (call.Sent.Obj("automatic_tax") is not { } tax || tax.Flag("enabled") == s.Obj("automatic_tax")!.Flag("enabled"))
            && s.Objects("items").Any(i => Ranges.Holds(call.Sent, "current_period_start", i.Long("current_period_start")) && Ranges.Holds(call.Sent, "current_period_end", i.Long("current_period_end")))
            && (call.Sent.Str("collection_method") is not { } method || s.Str("collection_method") == method),
            ("customer", call.Sent.Str("customer")), ("clock", call.Sent.Str("test_clock") ?? (call.Has("customer") ? null : "")));
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var customer = work.Get("customer", sent.Str("customer") ?? throw StripeError.Missing("customer"), "customer");
        var behaviour = sent.Str("payment_behavior") ?? "allow_incomplete";
        if (behaviour == "pending_if_incomplete")
            throw StripeError.Invalid("`payment_behavior` must not be `pending_if_incomplete` when a subscription is created.", "payment_behavior");
        var (subscription, invoice) = SubscriptionStart.Draft(work, customer, sent);
        var charged = subscription.Str("collection_method") == "charge_automatically" && invoice?.Long("amount_due") > 0;
        var method = InvoiceCollection.MethodOf(work, subscription);
        if (charged && method is null && behaviour != "default_incomplete")
            throw InvoiceCollection.NoMethod();
        subscription["status"] = subscription.Long("trial_end") is not null ? "trialing" : charged ? "incomplete" : "active";
        if (behaviour == "default_incomplete" && !charged && method is null && subscription.Str("collection_method") == "charge_automatically")
        {
            var intent = SetupIntents.New(work, customer, []);
            intent["_subscription"] = subscription.Str("id");
            subscription["pending_setup_intent"] = intent.Str("id");
        }
        work.Emit("customer.subscription.created", subscription);
        SubscriptionLife.Wake(work, subscription);
        if (invoice is null)
            return subscription;
        if (subscription.Str("collection_method") == "send_invoice" && invoice.Long("amount_due") > 0)
        {
            InvoiceFinalization.Issue(work, subscription, invoice);
            return subscription;
        }
        work.Emit("invoice.created", invoice);
        InvoiceFinalization.Finalize(work, invoice);
        if (charged && behaviour != "default_incomplete")
        {
            var refusal = InvoiceCollection.Charge(work, invoice, method!, sent.Flag("off_session"));
            if (behaviour == "error_if_incomplete" && (refusal is not null || subscription.Str("status") == "incomplete"))
                throw InvoiceCollection.Incomplete(refusal);
        }
        return subscription;
    }

    private static JsonObject Update(Call call, JsonObject subscription, JsonObject sent)
    {
        if (SubscriptionEnd.Over(subscription))
        {
            if (sent.Any(p => p.Key is not ("cancellation_details" or "metadata" or "expand")))
                throw StripeError.Invalid("A canceled subscription can only update its cancellation_details and metadata.", null);
            call.Work.Change(subscription, "customer.subscription.updated", s => SubscriptionShape.Apply(call.Work, s, sent));
            return subscription;
        }
        if (subscription.Str("schedule") is { } managing && (sent.ContainsKey("cancel_at") || sent.ContainsKey("cancel_at_period_end")))
            throw StripeError.Invalid($"The subscription is managed by the subscription schedule `{managing}`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.", null);
        if (subscription.Str("status") == "incomplete" && (sent.ContainsKey("items") || sent.ContainsKey("trial_end") || sent.ContainsKey("billing_cycle_anchor")))
            throw StripeError.Invalid("You cannot update a subscription in `incomplete` status in this way: pay or void its first invoice, or cancel it and create another one.", null);
        if (sent.Str("payment_behavior") == "pending_if_incomplete" && sent.Select(p => p.Key).FirstOrDefault(k => !Waitable.Contains(k)) is { } unfit)
            throw StripeError.Invalid($"When `payment_behavior` is set to `pending_if_incomplete`, you can only pass supported params in the update call. `{unfit}` is not supported.", unfit);
        if (subscription.Obj("pending_update") is not null && sent.ContainsKey("items"))
            PendingUpdates.Expire(call.Work, subscription);
        SubscriptionChange.Carry(call.Work, subscription, sent, SubscriptionChange.Draft(call.Work, subscription, sent));
        if (sent.ContainsKey("items") && call.Work.Find(subscription.Str("schedule")) is { } schedule)
            SchedulePhases.Follow(call.Work, schedule, subscription);
        return subscription;
    }

    /// <summary>One item changed through a route of its own: the same update with one entry.</summary>
    public static void ChangeItem(Call call, JsonObject subscription, JsonObject item)
    {
        var sent = new JsonObject { ["items"] = new JsonArray(item) };
        sent.Take(call.Sent, "payment_behavior", "proration_behavior", "proration_date", "off_session");
        StripeError.Without("items[0]", () => Update(call, subscription, sent));
    }

    private static JsonObject Cancel(Call call)
    {
        var subscription = call.Work.Get("subscription", call.Id);
        if (SubscriptionEnd.Over(subscription))
            throw StripeError.NoSuch("subscription", call.Id);
        if (call.Sent.Obj("cancellation_details") is { } details)
            subscription.Obj("cancellation_details")!.Take(details, "comment", "feedback");
        SubscriptionEnd.End(call.Work, subscription, "cancellation_requested", call.Sent.Flag("prorate"), call.Sent.Flag("invoice_now"));
        return subscription;
    }
}
