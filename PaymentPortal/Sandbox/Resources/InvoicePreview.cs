using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What would be billed: the very steps of a change, a beginning, a cancellation or a renewal, taken as if and undone.</summary>
internal static class InvoicePreview
{
    private const long DraftSeconds = 3600;

    private static readonly string[] Changes =
        ["billing_cycle_anchor", "cancel_at", "cancel_at_period_end", "default_tax_rates", "items", "proration_date", "trial_end"];

    public static void Map(Router router) => router.Post("/v1/invoices/create_preview", c => Keep(c.Work, rates => c.Work.Imagine(work =>
    {
        var sent = c.Sent.DeepClone().AsObject();
        var shown = Shown(work, Priced(work, Draft(work, sent), sent), c.Sent.Str("preview_mode") == "recurring");
        if (c.Sent.Str("currency") is { } asked && Currencies.Known(asked) != shown.Str("currency"))
            throw StripeError.Invalid($"The invoice would be in `{shown.Str("currency")}`, not in `{asked}`.", "currency");
        rates.AddRange(shown.Objects("total_taxes").Select(t => work.Find(t.Obj("tax_rate_details")?.Str("tax_rate"))).OfType<JsonObject>().Select(r => r.DeepClone().AsObject()));
        return shown;
    })));

    /// <summary>The tax rates that a preview names can be asked for afterwards.</summary>
    private static JsonObject Keep(Work work, Func<List<JsonObject>, JsonObject> preview)
    {
        List<JsonObject> rates = [];
        var shown = preview(rates);
        foreach (var rate in rates.Where(r => work.Find(r.Str("id")) is null))
            work.Add(rate);
        return shown;
    }

    /// <summary>The invoice of the subscription's next renewal, null if none is to come.</summary>
    public static JsonObject? Upcoming(Work work, JsonObject subscription)
    {
        try
        {
            return work.Imagine(apart => Shown(apart, Renewal(apart, apart.Find(subscription.Str("id"))!), false));
        }
        catch (StripeError)
        {
            return null;
        }
    }

    /// <summary>With the discounts and the automatic tax that the call asks for.</summary>
    private static JsonObject Priced(Work work, JsonObject invoice, JsonObject sent)
    {
        if (!sent.ContainsKey("discounts") && sent.Obj("automatic_tax") is null)
            return invoice;
        Discounts.OfInvoice(work, invoice, sent);
        if (sent.Obj("automatic_tax") is { } automatic)
            invoice["automatic_tax"] = AutomaticTax.OfInvoice(work, automatic.Flag("enabled"));
        InvoiceTotals.Sum(work, invoice);
        return invoice;
    }

    private static JsonObject Draft(Work work, JsonObject sent)
    {
        Shapes.Refuse(sent, "a preview", "customer_account", "on_behalf_of");
        Shapes.RefuseOthers(sent, "a preview", "issuer", "automatic_tax.liability");
        var details = sent.Obj("subscription_details") ?? [];
        var schedule = sent.Str("schedule") is { } id ? work.Get("subscription_schedule", id, "schedule") : null;
        var subscription = (sent.Str("subscription") ?? schedule?.Str("subscription")) is { } owner ? work.Get("subscription", owner, "subscription") : null;
        var customer = (sent.Str("customer") ?? subscription?.Str("customer") ?? schedule?.Str("customer")) is { } known ? work.Get("customer", known, "customer")
            : sent.Obj("customer_details") is not null ? Nobody(work) : throw StripeError.Missing("customer");
        if (sent.Obj("customer_details") is { } buyer)
            Dress(work, customer, buyer);
        if (subscription is null && sent.Obj("schedule_details") is { } planned && planned.Objects("phases").Any())
        {
            var now = work.Now(customer);
            var imagined = ScheduleShape.New(work, customer, planned);
            imagined["phases"] = StripeError.Within("schedule_details", () => ScheduleShape.Phases(work, planned.Objects("phases"), now, now));
            return SchedulePhases.Preview(work, imagined) ?? throw None(customer);
        }
        if (sent.ContainsKey("schedule_details"))
            throw StripeError.Invalid("This sandbox previews the phases of a schedule that is to be made; update the schedule and preview its next invoice instead.", "schedule_details");
        if (subscription is null && schedule is not null)
            return SchedulePhases.Preview(work, schedule) ?? throw None(customer);
        if (subscription is null)
        {
            StripeError.Within("subscription_details", () => Shapes.Refuse(details, "a subscription that is to begin", "cancel_now", "proration_date", "resume_at"));
            if (details.Long("start_date") is { } start)
                details["backdate_start_date"] = start;
        }
        foreach (var (at, one) in sent.Objects("invoice_items").Index())
            StripeError.Within($"invoice_items[{at}]", () => Wait(work, customer, subscription, sent.Str("currency"), one));
        if (subscription is null)
            return details.Objects("items").Any() ? Within(() => SubscriptionStart.Draft(work, customer, details)).Invoice ?? throw None(customer) : Next(work, customer, sent);
        if (details.Flag("cancel_now"))
            return SubscriptionEnd.Settlement(work, subscription, details.Str("proration_behavior") != "none", invoiceNow: true) ?? throw None(customer);
        if (details.Str("resume_at") == "now")
            return Within(() => SubscriptionResume.Draft(work, subscription, details)).Invoice ?? throw None(customer);
        if (Changes.Any(details.ContainsKey))
        {
            // The rest of a period is billed with the discounts that hold from the change on.
            var change = details.DeepClone().AsObject();
            if (sent.ContainsKey("discounts"))
            {
                change["discounts"] = sent.Copy("discounts");
                sent.Remove("discounts");
            }
            var plan = Within(() => SubscriptionChange.Draft(work, subscription, change));
            plan.Apply(subscription);
            if (plan.Invoice is not null)
                return plan.Invoice;
        }
        return Renewal(work, subscription);
    }

    private static T Within<T>(Func<T> part) => StripeError.Within("subscription_details", part);

    /// <summary>A buyer who is no customer yet.</summary>
    private static JsonObject Nobody(Work work)
    {
        var nobody = Customers.Create(work, []);
        nobody["_nobody"] = true;
        return nobody;
    }

    /// <summary>The customer as it would be with what the call says of it; tax ids take the place of those that are there.</summary>
    private static void Dress(Work work, JsonObject customer, JsonObject buyer)
    {
        StripeError.Within("customer_details", () => Shapes.Refuse(buyer, "a preview", "tax.ip_address"));
        work.Touch(customer);
        if (buyer.ContainsKey("tax_ids"))
        {
            foreach (var id in TaxIds.Of(work, customer).ToList())
                work.Remove(id);
            foreach (var (at, id) in buyer.Objects("tax_ids").Index())
                StripeError.Within($"customer_details[tax_ids][{at}]", () => TaxIds.Add(work, customer, id.Str("type")!, id.Str("value")!));
        }
        if (buyer.ContainsKey("address"))
            customer["address"] = StripeError.Within("customer_details", () => Shapes.Address(buyer));
        if (buyer.ContainsKey("shipping"))
            customer["shipping"] = StripeError.Within("customer_details", () => Shapes.Shipping(buyer));
        if (buyer.ContainsKey("tax_exempt"))
            customer["tax_exempt"] = buyer.Str("tax_exempt") ?? "none";
    }

    private static void Wait(Work work, JsonObject customer, JsonObject? subscription, string? currency, JsonObject sent)
    {
        if (sent.Str("invoiceitem") is { } known)
        {
            InvoiceItems.Apply(work, work.Get("invoiceitem", known, "invoiceitem"), sent);
            return;
        }
        var item = sent.DeepClone().AsObject();
        item["currency"] ??= subscription?.Str("currency") ?? currency;
        item["subscription"] = subscription?.Str("id");
        InvoiceItems.Make(work, customer, item, null);
        work.Flush();
    }

    /// <summary>The customer's soonest renewal, or what waits for an invoice of its own.</summary>
    private static JsonObject Next(Work work, JsonObject customer, JsonObject sent)
    {
        var soonest = work.Where("subscription", "customer", customer.Str("id")!)
            .Where(s => s.Str("status") is "active" or "trialing" or "past_due" && !(s.Long("cancel_at") <= SubscriptionLife.PeriodEnd(s))).OrderBy(SubscriptionLife.PeriodEnd).FirstOrDefault();
        if (soonest is not null)
            return Renewal(work, soonest);
        var currency = customer.Str("currency") ?? sent.Str("currency") ?? sent.Objects("invoice_items").Select(i => i.Str("currency")).FirstOrDefault(c => c is not null) ?? throw None(customer);
        var waiting = InvoiceItems.Pending(work, customer.Str("id")!, currency, null);
        if (waiting.Count == 0)
            throw None(customer);
        var invoice = InvoiceShape.New(work, customer, currency, "upcoming", "charge_automatically");
        foreach (var item in waiting)
            InvoiceItems.Put(work, item, invoice);
        return invoice;
    }

    private static JsonObject Renewal(Work work, JsonObject subscription)
    {
        var customer = work.Find(subscription.Str("customer"))!;
        if (SubscriptionEnd.Over(subscription) || subscription.Str("status") is "paused" or "incomplete")
            throw None(customer);
        if (work.Find(subscription.Str("schedule")) is { } schedule && SchedulePhases.Preview(work, schedule) is { } restarted)
            return restarted;
        var end = SubscriptionLife.PeriodEnd(subscription);
        work.Moment = Math.Max(end, work.Now(subscription));
        if (subscription.Long("cancel_at") <= end || SubscriptionEnd.Over(subscription))
            return SubscriptionEnd.Settlement(work, subscription, prorate: false, invoiceNow: true) ?? throw None(customer);
        if (SubscriptionLife.PeriodEnd(subscription) > work.Moment)
            throw None(customer);
        var invoice = SubscriptionLife.NextPeriod(work, subscription) ?? throw None(customer);
        invoice["next_payment_attempt"] = invoice.Str("collection_method") == "charge_automatically" ? work.Moment + DraftSeconds : null;
        return invoice;
    }

    private static StripeError None(JsonObject customer) => new(404, "invalid_request_error", "invoice_upcoming_none", $"No upcoming invoices for customer: {customer.Str("id")}");

    private static JsonObject Shown(Work work, JsonObject invoice, bool recurringOnly)
    {
        var shown = invoice.DeepClone().AsObject();
        if (recurringOnly)
        {
            shown.Obj("lines")!["data"] = Json.ArrayOf(shown.Objects("lines").Where(l => InvoiceLines.ItemOf(l) is null && l.Obj("parent")?.Obj("subscription_item_details")?.Flag("proration") != true).Select(l => l.DeepClone()));
            InvoiceTotals.Sum(work, shown);
        }
        var id = $"upcoming_in_{Ids.Random(24)}";
        shown["id"] = id;
        shown["billing_reason"] = "upcoming";
        if (work.Find(invoice.Str("customer"))!.Flag("_nobody"))
            shown["customer"] = null;
        shown["created"] = work.Now(invoice);
        shown.Obj("lines")!["url"] = $"/v1/invoices/{id}/lines";
        foreach (var line in shown.Objects("lines"))
            line["invoice"] = id;
        return shown;
    }
}
