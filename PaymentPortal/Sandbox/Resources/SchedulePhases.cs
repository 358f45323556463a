using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>How a schedule goes from phase to phase, and what each makes of its subscription.</summary>
internal static class SchedulePhases
{
    /// <summary>What a schedule's settings say of the invoices of its subscription.</summary>
    private static readonly string[] OnInvoices = ["account_tax_ids", "custom_fields", "description", "footer"];

    private const long ExpiryNoticeSeconds = 7 * 86_400;

    public static bool Over(JsonObject schedule) => schedule.Str("status") is "canceled" or "completed" or "released";

    public static JsonObject? Current(JsonObject schedule) =>
        schedule.Obj("current_phase") is { } current ? schedule.Objects("phases").FirstOrDefault(p => p.Long("start_date") == current.Long("start_date")) : null;

    public static void FallDue(Work work, JsonObject schedule)
    {
        Reach(work, schedule);
        SetAlarm(work, schedule);
    }

    public static void SetAlarm(Work work, JsonObject schedule)
    {
        work.Touch(schedule);
        if (Over(schedule))
        {
            schedule["_due"] = null;
            return;
        }
        var phases = schedule.Objects("phases").ToList();
        var notice = phases[^1].Long("end_date")!.Value - ExpiryNoticeSeconds;
        var due = schedule.Str("status") == "not_started" ? phases[0].Long("start_date")!.Value : schedule.Obj("current_phase")!.Long("end_date")!.Value;
        schedule["_due"] = schedule.Str("status") == "active" && !schedule.Flag("_expiry_told") && notice > phases[0].Long("start_date") ? Math.Min(due, notice) : due;
    }

    /// <summary>Takes the schedule as far as its clock is; may be called at any time.</summary>
    public static void Reach(Work work, JsonObject schedule)
    {
        var now = work.Now(schedule);
        var phases = schedule.Objects("phases").ToList();
        if (schedule.Str("status") == "not_started" && phases[0].Long("start_date") <= now)
            Begin(work, schedule);
        if (schedule.Str("status") == "active" && !schedule.Flag("_expiry_told") && phases[^1].Long("end_date") - ExpiryNoticeSeconds <= now && phases[^1].Long("end_date") - ExpiryNoticeSeconds > phases[0].Long("start_date"))
        {
            schedule["_expiry_told"] = true;
            work.Touch(schedule);
            work.Emit("subscription_schedule.expiring", schedule);
        }
        while (schedule.Str("status") == "active" && schedule.Obj("current_phase")!.Long("end_date") is { } end && end <= now)
        {
            if (Next(schedule) is { } next)
                Enter(work, schedule, next, next.Str("proration_behavior")!);
            else
                Finish(work, schedule);
        }
    }

    private static JsonObject? Next(JsonObject schedule) => schedule.Objects("phases").FirstOrDefault(p => p.Long("start_date") == schedule.Obj("current_phase")!.Long("end_date"));

    /// <summary>What the schedule's first phase bills when it begins, or what the next ones bill at once up to their subscription's renewal, if anything; the subscription and the schedule are as then.</summary>
    public static JsonObject? Preview(Work work, JsonObject schedule)
    {
        var now = work.Now(schedule);
        if (schedule.Str("status") == "not_started")
        {
            var first = schedule.Objects("phases").First();
            work.Moment = Math.Max(now, first.Long("start_date")!.Value);
            return SubscriptionStart.Draft(work, work.Find(schedule.Str("customer"))!, AsSent(work, schedule, first, null, null)).Invoice;
        }
        var subscription = work.Find(schedule.Str("subscription"));
        while (subscription is not null && schedule.Str("status") == "active" && schedule.Obj("current_phase")!.Long("end_date") is { } end && end <= Math.Max(now, SubscriptionLife.PeriodEnd(subscription)))
        {
            work.Moment = Math.Max(now, end);
            if (Next(schedule) is not { } next)
            {
                if (schedule.Str("end_behavior") == "cancel")
                    subscription["cancel_at"] = work.Moment;
                return null;
            }
            SetCurrent(schedule, next);
            var plan = SubscriptionChange.Draft(work, subscription, AsSent(work, schedule, next, subscription, null));
            plan.Apply(subscription);
            if (plan.Invoice is not null)
                return plan.Invoice;
        }
        return null;
    }

    /// <summary>Makes the subscription; its first invoice is a draft at first, as a renewal's is.</summary>
    public static void Begin(Work work, JsonObject schedule)
    {
        var phase = schedule.Objects("phases").First();
        var (subscription, invoice) = SubscriptionStart.Draft(work, work.Find(schedule.Str("customer"))!, AsSent(work, schedule, phase, null, null));
        subscription["schedule"] = schedule.Str("id");
        subscription["status"] = subscription.Long("trial_end") is null ? "active" : "trialing";
        work.Change(schedule, "subscription_schedule.updated", s =>
        {
            s["status"] = "active";
            s["subscription"] = subscription.Str("id");
            SetCurrent(s, phase);
        });
        work.Emit("customer.subscription.created", subscription);
        SubscriptionLife.Wake(work, subscription);
        if (invoice is not null)
            InvoiceFinalization.Issue(work, subscription, invoice);
    }

    public static void SetCurrent(JsonObject schedule, JsonObject phase) =>
        schedule["current_phase"] = new JsonObject { ["end_date"] = phase.Long("end_date"), ["start_date"] = phase.Long("start_date") };

    /// <summary>Changes the subscription to what the phase says; an unpaid change leaves it past due.</summary>
    /// <param name="work">The store.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="proration">What becomes of what is not used.</param>
    /// <param name="before">The phase as it was, where it runs already and only becomes another; null where it begins.</param>
    public static void Enter(Work work, JsonObject schedule, JsonObject phase, string proration, JsonObject? before = null)
    {
        var subscription = work.Find(schedule.Str("subscription"))!;
        // A change that waits for its payment is of the phase before: https://docs.stripe.com/billing/subscriptions/pending-updates
        if (before is null && subscription.Obj("pending_update") is not null)
            PendingUpdates.Expire(work, subscription);
        work.Change(schedule, "subscription_schedule.updated", s => SetCurrent(s, phase));
        var sent = AsSent(work, schedule, phase, subscription, before);
        sent["proration_behavior"] = proration;
        sent["off_session"] = true;
        sent["payment_behavior"] = InvoiceCollection.MethodOf(work, subscription) is null ? "default_incomplete" : "allow_incomplete";
        SubscriptionChange.Carry(work, subscription, sent, SubscriptionChange.Draft(work, subscription, sent));
    }

    /// <summary>A phase in the words of an update (or, without a subscription, of a creation): items of the same price stay, of the others one takes the place of another as long as there are any.</summary>
    private static JsonObject AsSent(Work work, JsonObject schedule, JsonObject phase, JsonObject? subscription, JsonObject? before)
    {
        var defaults = schedule.Obj("default_settings")!;
        var begins = before is null;
        var sent = new JsonObject
        {
            ["_agreed"] = true,
            ["collection_method"] = phase.Str("collection_method") ?? defaults.Str("collection_method"),
            ["items"] = subscription is null ? Json.ArrayOf(phase.Objects("items").Select(i => ItemSent(i, null, null))) : Matched(phase, subscription, before),
            ["metadata"] = phase.Copy("metadata"),
            ["proration_behavior"] = phase.Str("proration_behavior"),
            ["add_invoice_items"] = Json.ArrayOf(phase.Objects("add_invoice_items").Where(_ => begins).Select(ExtraSent)),
            ["default_tax_rates"] = RateIds(phase, "default_tax_rates"),
        };
        WithDiscounts(sent, phase, before);
        sent["automatic_tax"] = new JsonObject { ["enabled"] = (phase.Obj("automatic_tax") ?? defaults.Obj("automatic_tax"))!.Flag("enabled") };
        if ((phase.Str("default_payment_method") ?? defaults.Str("default_payment_method")) is { } method)
            sent["default_payment_method"] = method;
        if ((phase.Str("description") ?? defaults.Str("description")) is { } description)
            sent["description"] = description;
        var invoices = new JsonObject();
        foreach (var settings in new[] { defaults.Obj("invoice_settings"), phase.Obj("invoice_settings") }.OfType<JsonObject>())
            invoices.Take(settings, [.. OnInvoices.Where(name => settings[name] is not null)]);
        if (invoices.Count > 0)
            sent["invoice_settings"] = invoices;
        if (sent.Str("collection_method") == "send_invoice" && (phase.Obj("invoice_settings") ?? defaults.Obj("invoice_settings"))?.Long("days_until_due") is { } days)
            sent["days_until_due"] = days;
        if (phase.Long("trial_end") is { } trialEnd && trialEnd > work.Now(schedule) && trialEnd != before?.Long("trial_end"))
            sent["trial_end"] = trialEnd;
        if (subscription is not null && begins && (phase.Str("billing_cycle_anchor") ?? defaults.Str("billing_cycle_anchor")) == "phase_start")
            sent["billing_cycle_anchor"] = "now";
        return sent;
    }

    private static JsonArray RateIds(JsonObject owner, string name) => Json.ArrayOf(owner.Objects(name).Select(r => JsonValue.Create(r.Str("id"))));

    /// <summary>A phase names all the discounts that hold in it: those of the phase before do not go on. What it named already when it was what it was before is not redeemed again.</summary>
    private static JsonObject WithDiscounts(JsonObject sent, JsonObject holder, JsonObject? before)
    {
        if (before is not null && JsonNode.DeepEquals(before["discounts"], holder["discounts"]))
            return sent;
        sent["discounts"] = Json.ArrayOf(holder.Objects("discounts").Select(d => new JsonObject(d.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())).ToList())));
        sent["_in_time"] = before is null;
        return sent;
    }

    private static JsonObject ExtraSent(JsonObject extra)
    {
        var sent = new JsonObject { ["price"] = extra.Str("price"), ["quantity"] = extra.Copy("quantity"), ["tax_rates"] = RateIds(extra, "tax_rates"), ["metadata"] = extra.Copy("metadata"), ["_agreed"] = true };
        if (extra["discountable"] is not null)
            sent["discountable"] = extra.Flag("discountable");
        return WithDiscounts(sent, extra, null);
    }

    private static JsonObject ItemSent(JsonObject item, string? id, JsonObject? before)
    {
        var sent = new JsonObject { ["price"] = item.Str("price"), ["_agreed"] = true, ["metadata"] = item.Copy("metadata"), ["tax_rates"] = RateIds(item, "tax_rates") };
        if (item.ContainsKey("quantity"))
            sent["quantity"] = item.Copy("quantity");
        if (id is not null)
            sent["id"] = id;
        return WithDiscounts(sent, item, before?.Objects("items").FirstOrDefault(i => i.Str("price") == item.Str("price")));
    }

    private static JsonArray Matched(JsonObject phase, JsonObject subscription, JsonObject? before)
    {
        var held = subscription.Objects("items").ToList();
        var wanted = phase.Objects("items").ToList();
        var sent = new JsonArray();
        foreach (var item in wanted.ToList())
        {
            if (held.Find(h => h.Obj("price")!.Str("id") == item.Str("price")) is { } same)
            {
                sent.Add((JsonNode)ItemSent(item, same.Str("id"), before));
                held.Remove(same);
                wanted.Remove(item);
            }
        }
        foreach (var item in wanted)
        {
            sent.Add((JsonNode)ItemSent(item, held.FirstOrDefault()?.Str("id"), null));
            if (held.Count > 0)
                held.RemoveAt(0);
        }
        foreach (var gone in held)
            sent.Add((JsonNode)new JsonObject { ["id"] = gone.Str("id"), ["deleted"] = true });
        return sent;
    }

    /// <summary>The subscription's items were changed directly: the running phase says so too.</summary>
    public static void Follow(Work work, JsonObject schedule, JsonObject subscription) => work.Change(schedule, "subscription_schedule.updated", s =>
    {
        if (Current(s) is { } phase)
            phase["items"] = ScheduleShape.ItemsOf(subscription);
    });

    private static void Finish(Work work, JsonObject schedule)
    {
        if (schedule.Str("end_behavior") == "release")
        {
            Release(work, schedule, keepCancelDate: true);
            return;
        }
        var subscription = work.Find(schedule.Str("subscription"))!;
        work.Change(schedule, null, s =>
        {
            s["status"] = "completed";
            s["completed_at"] = work.Now(s);
            s["current_phase"] = null;
            s["_due"] = null;
        });
        SubscriptionEnd.End(work, subscription, null, invoiceNow: true);
        work.Emit("subscription_schedule.completed", schedule);
    }

    /// <summary>Lets the subscription go on alone.</summary>
    public static void Release(Work work, JsonObject schedule, bool keepCancelDate)
    {
        var subscription = work.Find(schedule.Str("subscription"));
        work.Change(schedule, null, s =>
        {
            s["status"] = "released";
            s["released_at"] = work.Now(s);
            s["released_subscription"] = s.Str("subscription");
            s["subscription"] = null;
            s["current_phase"] = null;
            s["_due"] = null;
        });
        work.Emit("subscription_schedule.released", schedule);
        if (subscription is null)
            return;
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            s["schedule"] = null;
            if (!keepCancelDate)
            {
                s["cancel_at"] = null;
                s["cancel_at_period_end"] = false;
            }
        });
    }
}
