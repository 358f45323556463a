using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>How a subscription that paused after its trial goes on: with an invoice, which has to be paid first.</summary>
internal static class SubscriptionResume
{
    public static void Map(Router router) => router.Post("/v1/subscriptions/{id}/resume", Resume);

    public static SubscriptionChange.Plan Draft(Work work, JsonObject subscription, JsonObject sent)
    {
        if (subscription.Str("status") != "paused")
            throw StripeError.Invalid($"Only paused subscriptions can be resumed. This subscription is {subscription.Str("status")}.", null);
        var now = work.Now(subscription);
        var after = subscription.DeepClone().AsObject();
        after["status"] = "active";
        after["trial_end"] = Math.Min(now, after.Long("trial_end") ?? now);
        if (sent.Str("billing_cycle_anchor") != "unchanged")
        {
            SubscriptionChange.Restart(after, now);
            return SubscriptionChange.Planned(work, subscription, after, SubscriptionLines.Of(work, after, after.Objects("items")));
        }
        foreach (var item in after.Objects("items"))
        {
            var (interval, count) = SubscriptionItems.IntervalOf(item);
            item["current_period_start"] = now;
            item["current_period_end"] = Periods.End(after.Long("billing_cycle_anchor")!.Value, interval, count, now);
        }
        var lines = sent.Str("proration_behavior") == "none" ? [] : SubscriptionLines.Of(work, after, after.Objects("items"));
        foreach (var item in after.Objects("items"))
        {
            var (interval, count) = SubscriptionItems.IntervalOf(item);
            item["current_period_start"] = Periods.Begin(after.Long("billing_cycle_anchor")!.Value, interval, count, item.Long("current_period_end")!.Value);
        }
        return SubscriptionChange.Planned(work, subscription, after, lines);
    }

    private static JsonObject Resume(Call call)
    {
        var (work, subscription) = (call.Work, call.Work.Get("subscription", call.Id));
        Shapes.Refuse(call.Sent, "a subscription's resumption", "proration_date");
        if (subscription.Obj("pending_update") is not null)
            PendingUpdates.Expire(work, subscription);
        var plan = Draft(work, subscription, call.Sent);
        var invoice = plan.Invoice;
        if (invoice is not null && invoice.Long("amount_due") > 0 && invoice.Str("collection_method") == "charge_automatically")
        {
            invoice["_for_update"] = true;
            PendingUpdates.Hold(work, subscription, plan);
        }
        else
        {
            work.Change(subscription, "customer.subscription.updated", plan.Apply);
            work.Emit("customer.subscription.resumed", subscription);
        }
        if (invoice is not null)
            InvoiceFinalization.Issue(work, subscription, invoice);
        SubscriptionLife.Wake(work, subscription);
        return subscription;
    }
}
