using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What an update makes of a subscription: first as a plan with the draft of what it bills at once, which a preview shows, then carried out.</summary>
internal static class SubscriptionChange
{
    /// <summary>The properties that become different (the sandbox's own included), and the invoice that the change makes at once.</summary>
    internal sealed record Plan(JsonObject Patch, JsonObject? Invoice)
    {
        public void Apply(JsonObject subscription) => SubscriptionChange.Apply(subscription, Patch);
    }

    public static void Apply(JsonObject subscription, JsonObject patch)
    {
        foreach (var (name, value) in patch)
            subscription[name] = value?.DeepClone();
    }

    /// <summary>Makes the plan; invoice items that the change needs exist afterwards, the subscription itself is untouched.</summary>
    public static Plan Draft(Work work, JsonObject subscription, JsonObject sent)
    {
        var now = work.Now(subscription);
        var after = subscription.DeepClone().AsObject();
        var old = subscription.Objects("items").ToList();
        SubscriptionShape.Apply(work, after, sent);
        var prorate = sent.Str("proration_behavior") != "none" && subscription.Str("status") is not ("incomplete" or "paused");
        var at = ProrationDate(subscription, sent, now);
        var changes = SubscriptionItems.Apply(work, after, sent.Objects("items"), now);
        Discounts.OfSubscription(work, after, sent);
        SubscriptionStart.AddOnce(work, after, sent);
        var trialing = subscription.Str("status") == "trialing";
        var endsTrial = trialing && (sent.Str("trial_end") == "now" || sent.Long("trial_end") <= now);
        JsonObject? invoice = null;
        if (sent.Long("trial_end") is { } trialEnd && !endsTrial)
        {
            SubscriptionStart.CheckTrialEnd(trialEnd, now);
            if (prorate && !trialing)
                old.ForEach(i => Proration.Credit(work, after, i, at));
            var used = trialing ? [] : MeteredLines.Of(work, subscription, old, now);
            BeginTrial(after, trialing ? null : now, trialEnd);
            if (!trialing)
                invoice = Bill(work, after, [.. used, .. SubscriptionLines.Of(work, after, after.Objects("items"))]);
        }
        else if (endsTrial || !trialing && sent.Str("billing_cycle_anchor") == "now")
        {
            if (prorate && !trialing)
                old.ForEach(i => Proration.Credit(work, after, i, at));
            var used = MeteredLines.Of(work, subscription, old, now);
            Restart(after, now);
            invoice = Bill(work, after, [.. used, .. SubscriptionLines.Of(work, after, after.Objects("items"))]);
        }
        else if (trialing)
        {
            foreach (var added in changes.Where(c => c.Old is null).Select(c => c.New!))
                added["current_period_end"] = after.Copy("trial_end");
        }
        else
        {
            var rebilled = prorate ? changes.Where(c => c.Rebilled).ToList() : [];
            foreach (var item in rebilled.Select(c => c.Old).OfType<JsonObject>())
                Proration.Credit(work, after, item, at);
            foreach (var item in rebilled.Select(c => c.New).OfType<JsonObject>())
                Proration.Debit(work, after, item, at);
            EndUse(work, after, changes.Where(c => c.EndsUse).Select(c => c.Old!), prorate, now);
        }
        SubscriptionEnd.Later(after, sent, now);
        if (prorate && !trialing && invoice is null)
        {
            SubscriptionEnd.Prorate(work, after, subscription.Long("cancel_at"));
            if (sent.Str("proration_behavior") == "always_invoice")
                invoice = Bill(work, after, []);
        }
        return new(Difference(subscription, after), invoice);
    }

    /// <summary>
    /// What was used at a price that goes. Of a period that is over it is billed with the renewal, whatever is prorated, and counted until then; of one that runs it waits as a proration.
    /// </summary>
    private static void EndUse(Work work, JsonObject after, IEnumerable<JsonObject> gone, bool prorate, long now)
    {
        var renews = SubscriptionLife.PeriodEnd(after) <= now;
        var ended = new JsonArray();
        foreach (var item in gone)
        {
            if (renews && item.Long("current_period_end") <= now)
                ended.Add((JsonNode)item.DeepClone());
            else if (prorate || item.Long("current_period_end") <= now)
                MeteredLines.Wait(work, after, item, now);
        }
        if (ended.Count > 0)
            after["_ended"] = ended;
    }

    /// <summary>The plan that leads to a state which is known already, and bills the given lines.</summary>
    public static Plan Planned(Work work, JsonObject subscription, JsonObject after, List<JsonObject> lines)
    {
        var invoice = Bill(work, after, lines);
        return new(Difference(subscription, after), invoice);
    }

    private static JsonObject Difference(JsonObject before, JsonObject after) =>
        new(after.Where(p => !JsonNode.DeepEquals(before[p.Key], p.Value)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())).ToList());

    private static long ProrationDate(JsonObject subscription, JsonObject sent, long now)
    {
        if (sent.Long("proration_date") is not { } at)
            return now;
        var items = subscription.Objects("items").ToList();
        if (at < items.Min(i => i.Long("current_period_start")) || at > items.Max(i => i.Long("current_period_end")))
            throw StripeError.Invalid("Invalid timestamp: the proration date must be within the subscription's current period.", "proration_date");
        return at;
    }

    private static void BeginTrial(JsonObject subscription, long? start, long end)
    {
        subscription["status"] = "trialing";
        subscription["trial_end"] = end;
        subscription["billing_cycle_anchor"] = end;
        subscription["_trial_told"] = false;
        if (start is not null)
            subscription["trial_start"] = start;
        foreach (var item in subscription.Objects("items"))
        {
            item["current_period_start"] = start ?? item.Long("current_period_start");
            item["current_period_end"] = end;
        }
    }

    /// <summary>Every item begins a whole period now.</summary>
    public static void Restart(JsonObject subscription, long now)
    {
        subscription["billing_cycle_anchor"] = now;
        if (subscription.Str("status") is "trialing" or "paused")
        {
            subscription["status"] = "active";
            subscription["trial_end"] = Math.Min(now, subscription.Long("trial_end") ?? now);
        }
        foreach (var item in subscription.Objects("items"))
        {
            var (interval, count) = SubscriptionItems.IntervalOf(item);
            item["current_period_start"] = now;
            item["current_period_end"] = Periods.End(now, interval, count, now);
        }
    }

    /// <summary>The draft of the lines and of whatever waits: a subscription's invoices leave nothing behind.</summary>
    private static JsonObject? Bill(Work work, JsonObject subscription, List<JsonObject> lines)
    {
        var waiting = InvoiceItems.Pending(work, subscription.Str("customer")!, subscription.Str("currency")!, subscription.Str("id"));
        if (lines.Count + waiting.Count == 0)
            return null;
        var invoice = InvoiceShape.ForSubscription(work, subscription, "subscription_update", lines, waiting);
        subscription["latest_invoice"] = invoice.Str("id");
        return invoice;
    }

    /// <summary>Carries the plan out as `payment_behavior` says; where that forbids an unpaid change, it is refused or kept waiting for its payment.</summary>
    public static void Carry(Work work, JsonObject subscription, JsonObject sent, Plan plan)
    {
        var behaviour = sent.Str("payment_behavior") ?? "allow_incomplete";
        var invoice = plan.Invoice;
        var charged = invoice is not null && invoice.Str("collection_method") == "charge_automatically" && invoice.Long("amount_due") > 0
            && subscription.Obj("pause_collection") is null && subscription.Str("status") != "unpaid";
        if (!charged)
        {
            Take(work, subscription, plan);
            if (invoice is not null)
                InvoiceFinalization.Issue(work, subscription, invoice);
            return;
        }
        var method = InvoiceCollection.MethodFor(work, invoice!);
        if (method is null && behaviour != "default_incomplete")
            throw InvoiceCollection.NoMethod();
        if (behaviour == "pending_if_incomplete")
        {
            // https://docs.stripe.com/billing/subscriptions/pending-updates
            if (method!.Str("type") is "us_bank_account" or "sepa_debit")
                throw StripeError.Invalid("Pending updates are not supported for subscriptions that are paid by bank debits.", "payment_behavior");
            PendingUpdates.Try(work, subscription, plan, method!, sent.Flag("off_session"));
            return;
        }
        Take(work, subscription, plan);
        work.Emit("invoice.created", invoice!);
        InvoiceFinalization.Finalize(work, invoice!);
        var refusal = behaviour == "default_incomplete" ? null : InvoiceCollection.Charge(work, invoice!, method!, sent.Flag("off_session"));
        if (invoice!.Str("status") == "paid")
            return;
        if (behaviour == "error_if_incomplete")
            throw InvoiceCollection.Incomplete(refusal);
        work.Change(subscription, "customer.subscription.updated", s => s["status"] = s.Str("status") == "active" ? "past_due" : s.Str("status"));
    }

    private static void Take(Work work, JsonObject subscription, Plan plan)
    {
        Discounts.Leave(work, subscription, plan.Patch);
        work.Change(subscription, "customer.subscription.updated", plan.Apply);
        SubscriptionLife.Wake(work, subscription);
    }
}
