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
        if (sent.Str("billing_cycle_anchor") == "unchanged")
            GoOn(after, now);
        else
            SubscriptionChange.Restart(after, now);
        after["status"] = "active";
        var free = sent.Str("billing_cycle_anchor") == "unchanged" && sent.Str("proration_behavior") == "none";
        return SubscriptionChange.Planned(work, subscription, after, SubscriptionLines.Of(work, after, after.Objects("items"), free));
    }

    /// <summary>The periods as they would be now had it never paused, entered in their middle.</summary>
    private static void GoOn(JsonObject subscription, long now)
    {
        subscription["trial_end"] = Math.Min(now, subscription.Long("trial_end") ?? now);
        foreach (var item in subscription.Objects("items"))
        {
            var (interval, count) = SubscriptionItems.IntervalOf(item);
            item["current_period_start"] = now;
            item["current_period_end"] = Periods.End(subscription.Long("billing_cycle_anchor")!.Value, interval, count, now);
        }
    }

    private static JsonObject Resume(Call call)
    {
        var (work, subscription) = (call.Work, call.Work.Get("subscription", call.Id));
        var (patch, invoice) = Draft(work, subscription, call.Sent);
        var paidFirst = invoice is not null && invoice.Long("amount_due") > 0 && invoice.Str("collection_method") == "charge_automatically";
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            SubscriptionChange.Apply(s, patch);
            if (paidFirst)
            {
                s["status"] = "paused";
                s["_resumes_with"] = invoice!.Str("id");
            }
        });
        if (!paidFirst)
            work.Emit("customer.subscription.resumed", subscription);
        if (invoice is not null)
            InvoiceCollection.Issue(work, subscription, invoice);
        SubscriptionLife.Wake(work, subscription);
        return subscription;
    }
}
