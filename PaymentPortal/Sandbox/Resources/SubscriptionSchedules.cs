using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class SubscriptionSchedules
{
    private const string Kind = "subscription_schedule";

    public static void Map(Router router)
    {
        router.Post("/v1/subscription_schedules", Create);
        router.Get("/v1/subscription_schedules", c => Page.Of(c, Kind, o => (!c.Sent.Flag("scheduled") || o.Str("status") == "not_started")
            && Ranges.Holds(c.Sent, "canceled_at", o.Long("canceled_at")) && Ranges.Holds(c.Sent, "completed_at", o.Long("completed_at")) && Ranges.Holds(c.Sent, "released_at", o.Long("released_at")), ("customer", c.Sent.Str("customer"))));
        router.Get("/v1/subscription_schedules/{id}", c => c.Work.Get(Kind, c.Id));
        router.Post("/v1/subscription_schedules/{id}", Update);
        router.Post("/v1/subscription_schedules/{id}/cancel", Cancel);
        router.Post("/v1/subscription_schedules/{id}/release", Release);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        if (sent.Str("from_subscription") is { } id)
            return FromSubscription(work, work.Get("subscription", id, "from_subscription"), sent);
        var customer = work.Get("customer", sent.Str("customer") ?? throw StripeError.Missing("customer"), "customer");
        var now = work.Now(customer);
        var start = sent.Str("start_date") == "now" ? now : sent.Long("start_date") ?? now;
        if (start < now)
            throw StripeError.Invalid("This sandbox does not begin schedules in the past.", "start_date");
        var schedule = ScheduleShape.New(work, customer, sent);
        schedule["phases"] = ScheduleShape.Phases(work, sent.Objects("phases"), start, now);
        work.Add(schedule);
        work.Emit("subscription_schedule.created", schedule);
        SchedulePhases.Reach(work, schedule);
        SchedulePhases.SetAlarm(work, schedule);
        return schedule;
    }

    private static JsonObject FromSubscription(Work work, JsonObject subscription, JsonObject sent)
    {
        if (sent.ContainsKey("phases") || sent.ContainsKey("customer") || sent.ContainsKey("start_date") || sent.ContainsKey("default_settings") || sent.ContainsKey("end_behavior"))
            throw StripeError.Invalid("You cannot set other parameters when `from_subscription` is set. Update the schedule afterwards.", "from_subscription");
        if (SubscriptionEnd.Over(subscription) || subscription.Str("status") == "incomplete")
            throw StripeError.Invalid($"You cannot migrate a subscription that is {subscription.Str("status")}.", "from_subscription");
        if (subscription.Str("schedule") is not null)
            throw StripeError.Invalid("You cannot migrate a subscription that is already attached to a schedule.", "from_subscription");
        var schedule = ScheduleShape.New(work, work.Find(subscription.Str("customer"))!, sent);
        var phase = ScheduleShape.PhaseOf(subscription, subscription.Objects("items").Min(i => i.Long("current_period_start")!.Value), subscription.Long("cancel_at") ?? SubscriptionLife.PeriodEnd(subscription));
        schedule["phases"] = new JsonArray(phase);
        schedule["status"] = "active";
        schedule["subscription"] = subscription.Str("id");
        schedule["end_behavior"] = subscription.Long("cancel_at") is null ? "release" : "cancel";
        SchedulePhases.SetCurrent(schedule, phase);
        work.Add(schedule);
        SchedulePhases.SetAlarm(work, schedule);
        work.Emit("subscription_schedule.created", schedule);
        work.Change(subscription, "customer.subscription.updated", s => s["schedule"] = schedule.Str("id"));
        return schedule;
    }

    private static JsonObject Editable(Call call)
    {
        var schedule = call.Work.Get(Kind, call.Id);
        return SchedulePhases.Over(schedule)
            ? throw StripeError.Invalid($"You cannot update a subscription schedule that is currently in the `{schedule.Str("status")}` status. It must be in `not_started` or `active`.", null)
            : schedule;
    }

    private static JsonObject Update(Call call)
    {
        var (work, sent, schedule) = (call.Work, call.Sent, Editable(call));
        var now = work.Now(schedule);
        JsonObject? entered = null;
        var before = SchedulePhases.Current(schedule)?.DeepClone().AsObject();
        work.Change(schedule, "subscription_schedule.updated", s =>
        {
            ScheduleShape.Apply(work, s, sent);
            if (!sent.ContainsKey("phases"))
                return;
            var first = s.Objects("phases").First().Long("start_date")!.Value;
            var phases = ScheduleShape.Phases(work, sent.Objects("phases"), s.Obj("current_phase")?.Long("start_date") ?? first, now);
            s["phases"] = phases;
            s["_expiry_told"] = false;
            if (s.Str("status") != "active")
                return;
            entered = phases.OfType<JsonObject>().FirstOrDefault(p => p.Long("start_date") <= now && p.Long("end_date") > now)
                ?? throw StripeError.Invalid("The current phase must be among the phases of an active schedule.", "phases");
            SchedulePhases.SetCurrent(s, entered);
        });
        if (entered is not null && entered.Long("start_date") != before?.Long("start_date"))
            SchedulePhases.Enter(work, schedule, entered, entered.Str("proration_behavior")!);
        else if (entered is not null && !(SameTerms(entered, before!) && SameItems(entered, work.Find(schedule.Str("subscription"))!)))
            SchedulePhases.Enter(work, schedule, entered, sent.Str("proration_behavior") ?? "create_prorations", before);
        SchedulePhases.Reach(work, schedule);
        SchedulePhases.SetAlarm(work, schedule);
        return schedule;
    }

    private static bool SameTerms(JsonObject phase, JsonObject before) => JsonNode.DeepEquals(Terms(phase), Terms(before));

    /// <summary>What a phase says of its subscription as long as it runs.</summary>
    private static JsonObject Terms(JsonObject phase)
    {
        var terms = phase.DeepClone().AsObject();
        foreach (var once in new[] { "add_invoice_items", "billing_cycle_anchor", "end_date", "proration_behavior", "start_date" })
            terms.Remove(once);
        return terms;
    }

    private static bool SameItems(JsonObject phase, JsonObject subscription) =>
        phase.Objects("items").Select(i => (i.Str("price"), i.Long("quantity"))).Order().SequenceEqual(subscription.Objects("items").Select(i => (i.Obj("price")!.Str("id"), i.Long("quantity"))).Order());

    private static JsonObject Cancel(Call call)
    {
        var (work, schedule) = (call.Work, Editable(call));
        if (work.Find(schedule.Str("subscription")) is { } subscription)
            SubscriptionEnd.End(work, subscription, "cancellation_requested", !call.Sent.ContainsKey("prorate") || call.Sent.Flag("prorate"), !call.Sent.ContainsKey("invoice_now") || call.Sent.Flag("invoice_now"));
        else
            Stop(work, schedule, "subscription_schedule.canceled");
        return schedule;
    }

    private static JsonObject Release(Call call)
    {
        var schedule = Editable(call);
        SchedulePhases.Release(call.Work, schedule, call.Sent.Flag("preserve_cancel_date"));
        return schedule;
    }

    /// <summary>Its subscription ended by another way than by the schedule itself.</summary>
    public static void SubscriptionEnded(Work work, JsonObject schedule, JsonObject subscription)
    {
        if (!SchedulePhases.Over(schedule))
            Stop(work, schedule, subscription.Obj("cancellation_details")!.Str("reason") == "payment_failed" ? "subscription_schedule.aborted" : "subscription_schedule.canceled");
    }

    private static void Stop(Work work, JsonObject schedule, string eventType)
    {
        work.Change(schedule, null, s =>
        {
            s["status"] = "canceled";
            s["canceled_at"] = work.Now(s);
            s["current_phase"] = null;
            s["_due"] = null;
        });
        work.Emit(eventType, schedule);
    }
}
