using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>How a subscription ends: later, now, with what is left given back or not.</summary>
internal static class SubscriptionEnd
{
    public static bool Over(JsonObject subscription) => subscription.Str("status") is "canceled" or "incomplete_expired";

    /// <summary>Takes over `cancel_at` and `cancel_at_period_end`; either of them emptied keeps the subscription.</summary>
    public static void Later(JsonObject subscription, JsonObject sent, long now)
    {
        if (!sent.ContainsKey("cancel_at_period_end") && !sent.ContainsKey("cancel_at"))
            return;
        if (sent.Flag("cancel_at_period_end") && sent["cancel_at"] is not null)
            throw StripeError.Invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end.", "cancel_at", "parameters_exclusive");
        var ends = subscription.Objects("items").Select(i => i.Long("current_period_end")!.Value).ToList();
        var at = sent.Flag("cancel_at_period_end") ? ends.Min() : sent.Str("cancel_at") switch
        {
            "min_period_end" => ends.Min(),
            "max_period_end" or "max_billed_until" => ends.Max(),
            _ => sent.Long("cancel_at"),
        };
        if (at <= now)
            throw StripeError.Invalid("The cancel_at timestamp must be in the future.", "cancel_at");
        subscription["cancel_at"] = at;
        subscription["cancel_at_period_end"] = sent.Flag("cancel_at_period_end");
        subscription["canceled_at"] = at is null ? null : now;
        subscription.Obj("cancellation_details")!["reason"] = at is null ? null : "cancellation_requested";
    }

    /// <summary>Gives back what is charged beyond an end within the period; what was left out for an earlier one is charged where the end is later now, or none.</summary>
    public static void Prorate(Work work, JsonObject subscription, long? before)
    {
        var at = subscription.Long("cancel_at") ?? long.MaxValue;
        foreach (var item in subscription.Objects("items").ToList())
        {
            var end = item.Long("current_period_end")!.Value;
            if (before < Math.Min(at, end) && Proration.ChargedUntil(subscription, item) == before)
                Proration.Debit(work, subscription, item, before.Value);
            if (at < end)
                Proration.Credit(work, subscription, item, at);
        }
    }

    /// <summary>What is billed last: credits for what was paid beyond now, and whatever waits for the subscription. Null if that is nothing.</summary>
    public static JsonObject? Settlement(Work work, JsonObject subscription, bool prorate, bool invoiceNow)
    {
        var now = work.Now(subscription);
        if (prorate && subscription.Str("status") is "active" or "past_due" or "unpaid")
        {
            foreach (var item in subscription.Objects("items").ToList())
                Proration.Credit(work, subscription, item, now);
        }
        if (!invoiceNow)
            return null;
        var waiting = InvoiceItems.Pending(work, subscription.Str("customer")!, subscription.Str("currency")!, subscription.Str("id")).Where(i => InvoiceItems.SubscriptionOf(i) is not null).ToList();
        var used = MeteredLines.Of(work, subscription, subscription.Objects("items"), now).Where(l => l.Long("amount") != 0).ToList();
        if (waiting.Count + used.Count == 0)
            return null;
        var invoice = InvoiceShape.ForSubscription(work, subscription, "subscription_update", used, waiting);
        subscription["latest_invoice"] = invoice.Str("id");
        return invoice;
    }

    /// <summary>Ends it now; what is still unpaid is not collected any more.</summary>
    public static void End(Work work, JsonObject subscription, string? reason, bool prorate = false, bool invoiceNow = false)
    {
        var now = work.Now(subscription);
        work.Touch(subscription);
        var wasIncomplete = subscription.Str("status") == "incomplete";
        if (subscription.Obj("pending_update") is not null)
            PendingUpdates.Expire(work, subscription);
        var unpaid = work.Where("invoice", "parent", subscription.Str("id")!)
            .Where(i => InvoiceShape.SubscriptionOf(i) == subscription.Str("id") && i.Str("status") is "draft" or "open" && (i.Flag("auto_advance") || i.Long("_due") is not null)).ToList();
        var last = wasIncomplete ? null : Settlement(work, subscription, prorate, invoiceNow);
        subscription["status"] = "canceled";
        subscription["ended_at"] = now;
        subscription["canceled_at"] = subscription.Long("canceled_at") ?? now;
        subscription["_due"] = null;
        subscription.Obj("cancellation_details")!["reason"] ??= reason;
        var schedule = work.Find(subscription.Str("schedule"));
        work.Emit("customer.subscription.deleted", subscription);
        if (schedule is not null)
            SubscriptionSchedules.SubscriptionEnded(work, schedule, subscription);
        foreach (var invoice in unpaid)
        {
            if (wasIncomplete && invoice.Str("status") == "open" && invoice.Str("id") == subscription.Str("latest_invoice"))
                InvoiceCollection.Annul(work, invoice);
            else
                InvoiceCollection.StopCollecting(work, invoice);
        }
        if (last is not null)
            InvoiceFinalization.Issue(work, subscription, last, atOnce: true);
    }
}
