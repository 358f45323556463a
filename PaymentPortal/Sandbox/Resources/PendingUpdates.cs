using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Changes that take effect when their invoice is paid, and lapse when it is not.</summary>
internal static class PendingUpdates
{
    private const long PatienceSeconds = 23 * 3600;

    /// <summary>Asks for the money first: the change is made if it comes at once, and waits otherwise.</summary>
    public static void Try(Work work, JsonObject subscription, SubscriptionChange.Plan plan, JsonObject method, bool away)
    {
        var invoice = plan.Invoice!;
        invoice["_for_update"] = true;
        work.Emit("invoice.created", invoice);
        InvoiceFinalization.Finalize(work, invoice);
        InvoiceCollection.Charge(work, invoice, method, away);
        if (invoice.Str("status") == "paid")
        {
            Discounts.Leave(work, subscription, plan.Patch);
            work.Change(subscription, "customer.subscription.updated", plan.Apply);
        }
        else
        {
            Hold(work, subscription, plan);
        }
        SubscriptionLife.Wake(work, subscription);
    }

    /// <summary>Keeps the plan until its invoice is paid, or its time is over.</summary>
    public static void Hold(Work work, JsonObject subscription, SubscriptionChange.Plan plan) => work.Change(subscription, "customer.subscription.updated", s =>
    {
        var patch = plan.Patch;
        s["latest_invoice"] = plan.Invoice!.Str("id");
        s["_pending"] = patch.DeepClone();
        s["pending_update"] = new JsonObject
        {
            ["billing_cycle_anchor"] = patch.Copy("billing_cycle_anchor"),
            ["discount"] = null,
            ["discounts"] = patch.Copy("discounts"),
            ["expires_at"] = work.Now(s) is var now && SubscriptionLife.PeriodEnd(s) is var end && end > now ? Math.Min(now + PatienceSeconds, end) : now + PatienceSeconds,
            ["metadata"] = patch.Copy("metadata"),
            ["subscription_items"] = Json.ArrayOf((patch.ContainsKey("items") ? patch : s).Objects("items").Select(i => i.DeepClone())),
            ["trial_end"] = patch.Copy("trial_end"),
            ["trial_from_plan"] = null,
        };
    });

    public static bool Awaits(JsonObject subscription, JsonObject invoice) => subscription.Obj("pending_update") is not null && invoice.Flag("_for_update") && subscription.Str("latest_invoice") == invoice.Str("id");

    public static void Apply(Work work, JsonObject subscription)
    {
        var resumes = subscription.Str("status") == "paused";
        Discounts.Leave(work, subscription, subscription.Obj("_pending")!);
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            SubscriptionChange.Apply(s, s.Obj("_pending")!);
            Clear(s);
        });
        work.Emit("customer.subscription.pending_update_applied", subscription);
        if (resumes)
            work.Emit("customer.subscription.resumed", subscription);
        SubscriptionLife.Wake(work, subscription);
    }

    /// <summary>Gives the change up: its invoice is void, the subscription stays as it was.</summary>
    public static void Expire(Work work, JsonObject subscription)
    {
        var invoice = work.Find(subscription.Str("latest_invoice"));
        work.Change(subscription, "customer.subscription.updated", Clear);
        work.Emit("customer.subscription.pending_update_expired", subscription);
        if (invoice is not null && invoice.Flag("_for_update") && invoice.Str("status") == "open")
            InvoiceCollection.Annul(work, invoice);
    }

    private static void Clear(JsonObject subscription)
    {
        subscription["pending_update"] = null;
        subscription["_pending"] = null;
    }
}
