using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What becomes of a subscription in time: told beforehand, renewed, paid, failed, resumed.</summary>
internal static class SubscriptionLife
{
    private const long Day = 86_400;

    private const long TrialNoticeSeconds = 3 * Day;

    /// <summary>So long may the first payment take.</summary>
    private const long FirstPaymentSeconds = 23 * 3600;

    /// <summary>So long where the bank account that pays it is confirmed first; not into the next period.</summary>
    private const long ConfirmedPaymentSeconds = 10 * Day;

    /// <summary>Says what is to be said already, and notes when something falls due next.</summary>
    public static void Wake(Work work, JsonObject subscription)
    {
        Tell(work, subscription);
        SetAlarm(work, subscription);
    }

    /// <summary>The account that is to pay the first invoice waits to be confirmed, and the subscription for it.</summary>
    public static void Confirms(Work work, JsonObject subscription)
    {
        if (subscription.Str("status") != "incomplete")
            return;
        subscription["_confirms"] = true;
        SetAlarm(work, subscription);
    }

    private static void SetAlarm(Work work, JsonObject subscription)
    {
        work.Touch(subscription);
        if (SubscriptionEnd.Over(subscription))
        {
            subscription["_due"] = null;
            return;
        }
        var status = subscription.Str("status");
        var due = long.MaxValue;
        void At(long? time) => due = Math.Min(due, time ?? long.MaxValue);
        if (status == "incomplete")
        {
            At(subscription.Long("created") + (subscription.Flag("_confirms") ? ConfirmedPaymentSeconds : FirstPaymentSeconds));
            At(subscription.Flag("_confirms") ? PeriodEnd(subscription) : null);
        }
        else
        {
            At(subscription.Long("cancel_at"));
            At(subscription.Obj("pending_update")?.Long("expires_at"));
            At(subscription.Obj("pause_collection")?.Long("resumes_at"));
            if (status != "paused")
            {
                At(PeriodEnd(subscription));
                At(TrialNotice(subscription));
                At(UpcomingNotice(work, subscription));
            }
        }
        subscription["_due"] = due == long.MaxValue ? null : due;
    }

    public static long PeriodEnd(JsonObject subscription) => subscription.Objects("items").Min(i => i.Long("current_period_end")!.Value);

    private static long? TrialNotice(JsonObject subscription) =>
        subscription.Str("status") == "trialing" && !subscription.Flag("_trial_told") ? subscription.Long("trial_end") - TrialNoticeSeconds : null;

    /// <summary>When the renewal's invoice is announced; null where none is to come, or where the whole period is shorter than the notice.</summary>
    private static long? UpcomingNotice(Work work, JsonObject subscription)
    {
        var end = PeriodEnd(subscription);
        var notice = end - (long)work.Options.UpcomingInvoiceNotice.TotalSeconds;
        return subscription.Str("status") is "active" or "trialing" or "past_due" && subscription.Long("_upcoming_told") != end && subscription.Obj("pause_collection") is null
            && !(subscription.Long("cancel_at") <= end) && notice > subscription.Objects("items").Min(i => i.Long("current_period_start")) && notice < end
            ? notice : null;
    }

    private static void Tell(Work work, JsonObject subscription)
    {
        var now = work.Now(subscription);
        if (TrialNotice(subscription) <= now)
        {
            subscription["_trial_told"] = true;
            work.Emit("customer.subscription.trial_will_end", subscription);
        }
        if (UpcomingNotice(work, subscription) <= now && !work.Imagined)
        {
            subscription["_upcoming_told"] = PeriodEnd(subscription);
            if (InvoicePreview.Upcoming(work, subscription) is { } upcoming)
                work.Emit("invoice.upcoming", upcoming);
        }
    }

    /// <summary>What time brings: the first payment's end of patience, a change that lapses, a cancellation, a notice, a new period.</summary>
    public static void FallDue(Work work, JsonObject subscription)
    {
        var now = work.Now(subscription);
        if (subscription.Str("status") == "incomplete")
        {
            Expire(work, subscription, now);
            return;
        }
        if (subscription.Obj("pending_update")?.Long("expires_at") <= now)
            PendingUpdates.Expire(work, subscription);
        if (subscription.Obj("pause_collection")?.Long("resumes_at") <= now)
            work.Change(subscription, "customer.subscription.updated", s => s["pause_collection"] = null);
        if (work.Find(subscription.Str("schedule")) is { } schedule)
            SchedulePhases.Reach(work, schedule);
        if (!SubscriptionEnd.Over(subscription) && subscription.Long("cancel_at") <= now)
            SubscriptionEnd.End(work, subscription, "cancellation_requested", invoiceNow: true);
        if (!SubscriptionEnd.Over(subscription) && subscription.Str("status") != "paused" && PeriodEnd(subscription) <= now)
            Renew(work, subscription);
        Wake(work, subscription);
    }

    /// <summary>The first payment did not come.</summary>
    public static void Expire(Work work, JsonObject subscription, long now)
    {
        if (work.Find(subscription.Str("latest_invoice")) is { } open && open.Str("status") == "open")
            InvoiceCollection.Annul(work, open);
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            s["status"] = "incomplete_expired";
            s["ended_at"] = now;
            s["_due"] = null;
        });
    }

    private static void Renew(Work work, JsonObject subscription)
    {
        if (subscription.Str("status") == "trialing" && EndsWithoutMethod(work, subscription))
            return;
        if (subscription.Obj("pending_update") is not null)
            PendingUpdates.Expire(work, subscription);
        JsonObject? invoice = null;
        work.Change(subscription, "customer.subscription.updated", s => invoice = NextPeriod(work, s));
        if (invoice is not null)
            InvoiceFinalization.Issue(work, subscription, invoice);
    }

    /// <summary>Takes the items whose period is over into their next one; answers the draft that bills it, null where there is nothing to bill.</summary>
    public static JsonObject? NextPeriod(Work work, JsonObject subscription)
    {
        var now = work.Now(subscription);
        var anchor = subscription.Long("billing_cycle_anchor")!.Value;
        var due = subscription.Objects("items").Where(i => i.Long("current_period_end") <= now).ToList();
        List<JsonObject> over = [.. subscription.Objects("_ended"), .. due];
        subscription["_ended"] = null;
        var began = over.Min(i => i.Long("current_period_start"));
        // A price that took the place of another just now has no use in the period that is over.
        var metered = over.Where(i => i.Obj("price")!.Obj("recurring")!.Str("meter") is not null && !(i.Long("_used_from") >= i.Long("current_period_end"))).Select(i => i.DeepClone().AsObject()).ToList();
        var used = MeteredLines.Of(work, subscription, over, now);
        foreach (var item in due)
        {
            var (interval, count) = SubscriptionItems.IntervalOf(item);
            var start = item.Long("current_period_end")!.Value;
            item["current_period_start"] = start;
            item["current_period_end"] = Periods.End(anchor, interval, count, start);
        }
        if (subscription.Str("status") == "trialing")
            subscription["status"] = "active";
        Proration.Forget(subscription, now);
        List<JsonObject> lines = [.. used, .. SubscriptionLines.Of(work, subscription, due)];
        var waiting = InvoiceItems.Pending(work, subscription.Str("customer")!, subscription.Str("currency")!, subscription.Str("id"));
        if (lines.Count + waiting.Count == 0)
            return null;
        var invoice = InvoiceShape.ForSubscription(work, subscription, "subscription_cycle", lines, waiting);
        invoice["period_start"] = began;
        invoice["period_end"] = now;
        if (metered.Count > 0)
            MeteredLines.Note(invoice, metered);
        subscription["latest_invoice"] = invoice.Str("id");
        return invoice;
    }

    /// <summary>A trial that ends without a way to pay: cancelled or paused where the subscription says so.</summary>
    private static bool EndsWithoutMethod(Work work, JsonObject subscription)
    {
        if (subscription.Str("collection_method") != "charge_automatically" || InvoiceCollection.MethodOf(work, subscription) is not null)
            return false;
        switch (subscription.Obj("trial_settings")!.Obj("end_behavior")!.Str("missing_payment_method"))
        {
            case "cancel":
                SubscriptionEnd.End(work, subscription, null);
                return true;
            case "pause":
                work.Change(subscription, "customer.subscription.updated", s => s["status"] = "paused");
                work.Emit("customer.subscription.paused", subscription);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A paid invoice makes its subscription active, or makes the change that waited for it: that ends a pause too.</summary>
    public static void InvoicePaid(Work work, JsonObject subscription, JsonObject invoice, JsonObject? method)
    {
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            if (s.Str("status") == "incomplete" && s.Str("latest_invoice") == invoice.Str("id") || IsSettled(work, s))
                s["status"] = "active";
            if (method?.Str("customer") is not null && s.Obj("payment_settings")!.Str("save_default_payment_method") == "on_subscription")
                s["default_payment_method"] = method.Str("id");
        });
        if (PendingUpdates.Awaits(subscription, invoice))
            PendingUpdates.Apply(work, subscription);
        Wake(work, subscription);
    }

    /// <summary>The method that was to be set up while nothing is to be paid yet is there.</summary>
    public static void MethodSetUp(Work work, JsonObject subscription, JsonObject intent, JsonObject method) => work.Change(subscription, "customer.subscription.updated", s =>
    {
        if (s.Str("pending_setup_intent") != intent.Str("id"))
            return;
        s["pending_setup_intent"] = null;
        if (s.Obj("payment_settings")!.Str("save_default_payment_method") == "on_subscription")
            s["default_payment_method"] = method.Str("id");
    });

    /// <summary>An invoice that does not ask for money any more (void or uncollectible) does not hold its subscription back.</summary>
    public static void InvoiceGone(Work work, JsonObject subscription, JsonObject invoice)
    {
        if (IsSettled(work, subscription))
            work.Change(subscription, "customer.subscription.updated", s => s["status"] = "active");
        if (subscription.Str("status") == "paused" && invoice.Str("status") == "uncollectible" && PendingUpdates.Awaits(subscription, invoice))
            PendingUpdates.Apply(work, subscription);
        if (!SubscriptionEnd.Over(subscription))
            SetAlarm(work, subscription);
    }

    /// <summary>
    /// Nothing is owed any more, where something was: the newest invoice of the subscription that is not void is paid, or nobody expects it to be. Where all are void, none is.
    /// https://docs.stripe.com/billing/subscriptions/overview
    /// </summary>
    private static bool IsSettled(Work work, JsonObject subscription) =>
        subscription.Str("status") is "past_due" or "unpaid" && subscription.Obj("pending_update") is null
        && work.Where("invoice", "parent", subscription.Str("id")!).Where(i => InvoiceShape.SubscriptionOf(i) == subscription.Str("id") && i.Str("billing_reason") != "manual" && i.Str("status") != "void")
            .MaxBy(i => (i.Long("created"), i.Str("id") == subscription.Str("latest_invoice")))?.Str("status") is null or "paid" or "uncollectible";

    public static void InvoiceFailed(Work work, JsonObject subscription, JsonObject invoice)
    {
        if (!invoice.Flag("_for_update"))
            work.Change(subscription, "customer.subscription.updated", s => s["status"] = s.Str("status") == "active" ? "past_due" : s.Str("status"));
    }

    /// <summary>Every attempt failed: the subscription ends, or stays unpaid, or past due, as the sandbox's option says.</summary>
    public static void GaveUp(Work work, JsonObject subscription)
    {
        if (subscription.Str("status") is not ("past_due" or "active"))
            return;
        if (work.Options.AfterLastAttempt == "cancel")
        {
            SubscriptionEnd.End(work, subscription, "payment_failed");
        }
        else if (work.Options.AfterLastAttempt == "mark_unpaid")
        {
            work.Change(subscription, "customer.subscription.updated", s => s["status"] = "unpaid");
        }
    }
}
