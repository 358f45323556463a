using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What becomes of a subscription: paid, failed, renewed, ended.</summary>
internal static class SubscriptionLife
{
    private const long DraftSeconds = 3600;

    public static void CancelLater(JsonObject subscription, long? at, bool atPeriodEnd, long now)
    {
        subscription["cancel_at"] = at;
        subscription["cancel_at_period_end"] = at is not null && atPeriodEnd;
        subscription["canceled_at"] = at is null ? null : now;
        subscription.Obj("cancellation_details")!["reason"] = at is null ? null : "cancellation_requested";
        if (subscription.Str("status") is not "incomplete")
            subscription["_due"] = Math.Min(at ?? long.MaxValue, subscription.Objects("items").First().Long("current_period_end")!.Value);
    }

    public static void End(Work work, JsonObject subscription, string reason)
    {
        var now = work.Now(subscription);
        work.Touch(subscription);
        var wasIncomplete = subscription.Str("status") == "incomplete";
        subscription["status"] = "canceled";
        subscription["ended_at"] = now;
        subscription["canceled_at"] = subscription.Long("canceled_at") ?? now;
        subscription["_due"] = null;
        subscription.Obj("cancellation_details")!["reason"] ??= reason;
        work.Emit("customer.subscription.deleted", subscription);
        if (wasIncomplete && work.Find(subscription.Str("latest_invoice")) is { } invoice && invoice.Str("status") == "open")
            InvoiceCollection.Annul(work, invoice);
    }

    /// <summary>A paid invoice makes its subscription active.</summary>
    public static void InvoicePaid(Work work, JsonObject subscription, JsonObject invoice, JsonObject? method)
    {
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            if (s.Str("status") is "incomplete" or "past_due" or "unpaid" && s.Str("latest_invoice") == invoice.Str("id"))
            {
                s["status"] = "active";
                s["_due"] = Math.Min(s.Long("cancel_at") ?? long.MaxValue, s.Objects("items").First().Long("current_period_end")!.Value);
            }
            if (method?.Str("customer") is not null && s.Obj("payment_settings")!.Str("save_default_payment_method") == "on_subscription")
                s["default_payment_method"] = method.Str("id");
        });
    }

    public static void InvoiceFailed(Work work, JsonObject subscription, JsonObject invoice)
    {
        if (invoice.Str("billing_reason") != "subscription_create")
            work.Change(subscription, "customer.subscription.updated", s => s["status"] = s.Str("status") == "active" ? "past_due" : s.Str("status"));
    }

    /// <summary>What time brings: the first payment's end of patience, a cancellation, a trial's end, a new period.</summary>
    public static void FallDue(Work work, JsonObject subscription)
    {
        var now = work.Now(subscription);
        if (subscription.Str("status") == "incomplete")
        {
            if (work.Find(subscription.Str("latest_invoice")) is { } open && open.Str("status") == "open")
                InvoiceCollection.Annul(work, open);
            work.Change(subscription, "customer.subscription.updated", s =>
            {
                s["status"] = "incomplete_expired";
                s["ended_at"] = now;
                s["_due"] = null;
            });
            return;
        }
        if (subscription.Long("cancel_at") is { } end && end <= now)
        {
            End(work, subscription, "cancellation_requested");
            return;
        }
        Renew(work, subscription);
    }

    private static void Renew(Work work, JsonObject subscription)
    {
        var customer = work.Find(subscription.Str("customer"))!;
        JsonObject? invoice = null;
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            var anchor = s.Long("billing_cycle_anchor")!.Value;
            foreach (var item in s.Objects("items"))
            {
                var recurring = item.Obj("price")!.Obj("recurring")!;
                var start = item.Long("current_period_end")!.Value;
                item["current_period_start"] = start;
                item["current_period_end"] = Periods.End(anchor, recurring.Str("interval")!, recurring.Long("interval_count")!.Value, start);
            }
            if (s.Str("status") == "trialing")
                s["status"] = "active";
            var first = s.Objects("items").First();
            s["_due"] = Math.Min(s.Long("cancel_at") ?? long.MaxValue, first.Long("current_period_end")!.Value);
            invoice = InvoiceShape.ForSubscription(work, s, "subscription_cycle", SubscriptionLines.Of(work, s, customer));
            invoice["period_start"] = work.Find(s.Str("latest_invoice"))?.Long("period_end") ?? invoice.Long("period_start");
            invoice["automatically_finalizes_at"] = work.Now(s) + DraftSeconds;
            invoice["_due"] = work.Now(s) + DraftSeconds;
            s["latest_invoice"] = invoice.Str("id");
        });
        work.Emit("invoice.created", invoice!);
    }
}
