using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>A subscription schedule as an object, and its phases read from what was sent.</summary>
internal static class ScheduleShape
{
    /// <summary>The year 9892: a hundred years later the calendar ends.</summary>
    private const long LatestEdge = 250_000_000_000;

    /// <summary>A hundred years: no phase ends beyond what a calendar can show.</summary>
    private const int LongestPhaseMonths = 1_200;

    private const int LongestPhaseDays = 36_500;

    public static JsonObject New(Work work, JsonObject customer, JsonObject sent)
    {
        var schedule = new JsonObject
        {
            ["id"] = Ids.New("sub_sched"),
            ["object"] = "subscription_schedule",
            ["application"] = null,
            ["billing_mode"] = new JsonObject { ["flexible"] = new JsonObject { ["proration_discounts"] = "included" }, ["type"] = "flexible", ["updated_at"] = work.Now(customer) },
            ["canceled_at"] = null,
            ["completed_at"] = null,
            ["created"] = work.Now(customer),
            ["current_phase"] = null,
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["default_settings"] = new JsonObject
            {
                ["application_fee_percent"] = null,
                ["automatic_tax"] = Shapes.AutomaticTaxOff(invoice: false),
                ["billing_cycle_anchor"] = "automatic",
                ["billing_thresholds"] = null,
                ["collection_method"] = "charge_automatically",
                ["default_payment_method"] = null,
                ["description"] = null,
                ["invoice_settings"] = new JsonObject { ["account_tax_ids"] = null, ["custom_fields"] = null, ["days_until_due"] = null, ["description"] = null, ["footer"] = null, ["issuer"] = new JsonObject { ["type"] = "self" } },
                ["on_behalf_of"] = null,
                ["transfer_data"] = null,
            },
            ["end_behavior"] = "release",
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["phases"] = new JsonArray(),
            ["released_at"] = null,
            ["released_subscription"] = null,
            ["status"] = "not_started",
            ["subscription"] = null,
            ["test_clock"] = customer.Str("_clock"),
            ["_clock"] = customer.Str("_clock"),
        };
        Apply(work, schedule, sent);
        return schedule;
    }

    public static void Apply(Work work, JsonObject schedule, JsonObject sent)
    {
        Shapes.Refuse(sent, "schedules", "customer_account");
        if (sent.Str("end_behavior") is { } end)
            schedule["end_behavior"] = end is "cancel" or "release" ? end : throw StripeError.Invalid($"This sandbox does not know the end_behavior `{end}`.", "end_behavior");
        SubscriptionShape.CheckBillingMode(sent);
        if (sent.Obj("default_settings") is { } settings)
        {
            var own = schedule.Obj("default_settings")!;
            StripeError.Within("default_settings", () => Refuse(work, settings));
            own.Take(settings, "billing_cycle_anchor", "collection_method", "description");
            if (settings.ContainsKey("automatic_tax"))
                own["automatic_tax"] = Tax(work, settings.Obj("automatic_tax"));
            if (settings.ContainsKey("default_payment_method"))
                own["default_payment_method"] = settings.Str("default_payment_method") is { } method ? work.Get("payment_method", method, "default_settings[default_payment_method]").Str("id") : null;
            if (settings.Obj("invoice_settings") is { } invoices)
                own.Obj("invoice_settings")!.Take(invoices, "account_tax_ids", "custom_fields", "days_until_due", "description", "footer");
        }
        Shapes.Metadata(schedule, sent);
    }

    /// <summary>The phases of a call, each with its own start and end; the first begins at the given time unless it says so itself.</summary>
    public static JsonArray Phases(Work work, IEnumerable<JsonObject> sent, long start, long now)
    {
        CheckEdge(start, "start_date");
        var phases = new JsonArray();
        foreach (var (one, index) in sent.Select((p, i) => (p, i)))
        {
            var from = Moment(one, "start_date", now) ?? start;
            if (index > 0 && from != start)
                throw StripeError.Invalid("Each phase must begin where the one before it ends.", $"phases[{index}][start_date]");
            CheckEdge(from, $"phases[{index}][start_date]");
            var phase = StripeError.Within($"phases[{index}]", () => Phase(work, one, from, now));
            start = phase.Long("end_date")!.Value;
            if (start <= from)
                throw StripeError.Invalid("The end date of a phase must be after its start date.", $"phases[{index}][end_date]");
            if (phases.Count > 0 && phases[0]!.AsObject().Str("currency") is { } currency && currency != phase.Str("currency"))
                throw StripeError.Invalid($"All phases of a schedule must have the same currency: `{currency}`.", $"phases[{index}][currency]");
            phases.Add((JsonNode)phase);
        }
        return phases.Count > 0 ? phases : throw StripeError.Missing("phases");
    }

    /// <summary>Refuses a moment after which no other phase would fit into the calendar.</summary>
    private static void CheckEdge(long? at, string param)
    {
        if (at > LatestEdge)
            throw StripeError.Invalid("Invalid timestamp: too far in the future.", param);
    }

    private static long? Moment(JsonObject phase, string name, long now) => phase.Str(name) == "now" ? now : phase.Long(name);

    private static void Refuse(Work work, JsonObject sent)
    {
        Shapes.Refuse(sent, "schedules", "application_fee_percent", "transfer_data", "on_behalf_of", "billing_thresholds");
        Shapes.RefuseOthers(sent, "schedules", "invoice_settings.issuer", "automatic_tax.liability");
        if (sent.Obj("invoice_settings") is { } invoices)
        {
            StripeError.Within("invoice_settings", () =>
            {
                InvoiceChecks.Days(invoices);
                InvoiceChecks.Fields(invoices);
                InvoiceChecks.OwnTaxIds(work, invoices);
            });
        }
    }

    /// <summary>Discounts as a schedule names them: by coupon, by promotion code, or one that is there.</summary>
    private static JsonArray Discounts(Work work, JsonObject sent, string currency, long now) => Json.ArrayOf(sent.Objects("discounts").Select((d, at) =>
    {
        var known = new JsonObject { ["coupon"] = d.Str("coupon"), ["discount"] = d.Str("discount"), ["promotion_code"] = d.Str("promotion_code") };
        foreach (var (kind, id) in known.Select(p => (p.Key, known.Str(p.Key))).Where(p => p.Item2 is not null))
        {
            var named = work.Get(kind, id!, $"discounts[{at}][{kind}]");
            if (kind != "discount" && work.Find(kind == "coupon" ? id : named.Obj("promotion")!.Str("coupon")) is { } coupon)
                Coupons.Check(coupon, currency, now, $"discounts[{at}][{kind}]");
        }
        return known;
    }));

    private static JsonArray DiscountsOf(JsonObject holder) => Json.ArrayOf(holder.Strings("discounts").Select(id => new JsonObject { ["coupon"] = null, ["discount"] = id, ["promotion_code"] = null }));

    private static JsonObject Tax(Work work, JsonObject? sent)
    {
        var tax = Shapes.AutomaticTaxOff(invoice: false);
        if (sent?.Flag("enabled") == true)
        {
            AutomaticTax.CheckActive(work);
            tax["enabled"] = true;
            tax["liability"] = new JsonObject { ["type"] = "self" };
        }
        return tax;
    }

    private static JsonObject Phase(Work work, JsonObject sent, long start, long now)
    {
        Refuse(work, sent);
        var items = sent.Objects("items").Select((item, i) => (Sent: item, Price: SubscriptionItems.PriceOf(work, item, $"items[{i}]"))).ToList();
        if (items.Count == 0)
            throw StripeError.Missing("items");
        var currency = sent.Str("currency") ?? items[0].Price.Str("currency")!;
        SubscriptionItems.CheckTogether(items.Select(i => i.Price), currency);
        var (interval, count) = sent.Obj("duration") is { } duration
            ? (duration.Str("interval")!, duration.Long("interval_count") ?? 1)
            : (items[0].Price.Obj("recurring")!.Str("interval")!, items[0].Price.Obj("recurring")!.Long("interval_count")!.Value);
        if (count < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "duration[interval_count]", "parameter_invalid_integer");
        if (Periods.Size(interval, count) is var (unit, size) && size > (unit == "day" ? LongestPhaseDays : LongestPhaseMonths))
            throw StripeError.Invalid("A phase can last at most a hundred years.", "duration[interval_count]", "parameter_invalid_integer");
        if (sent.ContainsKey("duration") && sent.ContainsKey("end_date"))
            throw StripeError.Invalid("You may only specify one of these parameters: duration, end_date.", "end_date", "parameters_exclusive");
        CheckEdge(Moment(sent, "end_date", now), "end_date");
        var end = Moment(sent, "end_date", now) ?? Periods.End(start, interval, count, start);
        if (sent.Flag("trial") && sent.ContainsKey("trial_end"))
            throw StripeError.Invalid("You may only specify one of these parameters: trial, trial_end.", "trial_end", "parameters_exclusive");
        var trialEnd = sent.Flag("trial") ? end : Moment(sent, "trial_end", now);
        if (trialEnd > end)
            throw StripeError.Invalid("The trial of a phase must end before the phase does.", "trial_end");
        SubscriptionStart.CheckTrial(trialEnd, start, sent.Flag("trial") ? "trial" : "trial_end");
        var phase = new JsonObject
        {
            ["add_invoice_items"] = Json.ArrayOf(sent.Objects("add_invoice_items").Select((one, i) => StripeError.Within($"add_invoice_items[{i}]", () => Extra(work, one, currency, now)))),
            ["application_fee_percent"] = null,
            ["billing_cycle_anchor"] = sent.Str("billing_cycle_anchor"),
            ["billing_thresholds"] = null,
            ["collection_method"] = sent.Str("collection_method"),
            ["currency"] = currency,
            ["default_payment_method"] = sent.Str("default_payment_method") is { } method ? work.Get("payment_method", method, "default_payment_method").Str("id") : null,
            ["default_tax_rates"] = TaxRates.Resolve(work, sent, "default_tax_rates"),
            ["description"] = sent.Str("description"),
            ["discounts"] = Discounts(work, sent, currency, now),
            ["end_date"] = end,
            ["invoice_settings"] = sent.Obj("invoice_settings") is { } invoices ? new JsonObject
            {
                ["account_tax_ids"] = invoices.Copy("account_tax_ids"),
                ["custom_fields"] = invoices.Copy("custom_fields"),
                ["days_until_due"] = invoices.Long("days_until_due"),
                ["description"] = invoices.Str("description"),
                ["footer"] = invoices.Str("footer"),
                ["issuer"] = null,
            } : null,
            ["items"] = Json.ArrayOf(items.Select((one, i) => StripeError.Within($"items[{i}]", () => Item(work, one.Sent, one.Price, currency, now)))),
            ["metadata"] = sent.Obj("metadata")?.DeepClone() ?? new JsonObject(),
            ["on_behalf_of"] = null,
            ["proration_behavior"] = sent.Str("proration_behavior") ?? "create_prorations",
            ["start_date"] = start,
            ["transfer_data"] = null,
            ["trial_end"] = trialEnd,
        };
        if (sent.Obj("automatic_tax") is { } tax)
            phase["automatic_tax"] = Tax(work, tax);
        return phase;
    }

    private static JsonObject Item(Work work, JsonObject sent, JsonObject price, string currency, long now)
    {
        var item = new JsonObject
        {
            ["billing_thresholds"] = null,
            ["discounts"] = Discounts(work, sent, currency, now),
            ["metadata"] = sent.Obj("metadata")?.DeepClone() ?? new JsonObject(),
            ["plan"] = price.Str("id"),
            ["price"] = price.Str("id"),
            ["quantity"] = sent.Long("quantity") ?? 1,
            ["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates"),
        };
        SubscriptionItems.CheckQuantity(item, price);
        return item;
    }

    private static JsonObject Extra(Work work, JsonObject sent, string currency, long now)
    {
        Shapes.Exclusive(sent, "price", "price_data");
        foreach (var (edge, usual) in new[] { ("end", "min_item_period_end"), ("start", "phase_start") })
        {
            if (sent.Obj("period")?.Obj(edge)?.Str("type") != usual)
                Shapes.Refuse(sent, "a phase's added items", $"period.{edge}");
        }
        return new()
        {
            ["discountable"] = sent.ContainsKey("discountable") ? sent.Flag("discountable") : null,
            ["discounts"] = Discounts(work, sent, currency, now),
            ["metadata"] = sent.Obj("metadata")?.DeepClone() ?? new JsonObject(),
            ["period"] = new JsonObject { ["end"] = new JsonObject { ["type"] = "min_item_period_end" }, ["start"] = new JsonObject { ["type"] = "phase_start" } },
            ["price"] = sent.Obj("price_data") is { } data ? StripeError.Within("price_data", () => Prices.Create(work, data)).Str("id") : work.Get("price", sent.Str("price") ?? throw StripeError.Missing("price"), "price").Str("id"),
            ["quantity"] = sent.Long("quantity") ?? 1,
            ["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates"),
        };
    }

    /// <summary>A phase that is as the subscription is now.</summary>
    public static JsonObject PhaseOf(JsonObject subscription, long start, long end)
    {
        var phase = new JsonObject
        {
            ["add_invoice_items"] = new JsonArray(),
            ["application_fee_percent"] = null,
            ["automatic_tax"] = subscription.Copy("automatic_tax"),
            ["billing_cycle_anchor"] = null,
            ["billing_thresholds"] = null,
            ["collection_method"] = subscription.Str("collection_method"),
            ["currency"] = subscription.Str("currency"),
            ["default_payment_method"] = subscription.Str("default_payment_method"),
            ["default_tax_rates"] = subscription.Copy("default_tax_rates"),
            ["description"] = subscription.Str("description"),
            ["discounts"] = DiscountsOf(subscription),
            ["end_date"] = end,
            ["invoice_settings"] = null,
            ["items"] = ItemsOf(subscription),
            ["metadata"] = subscription.Copy("metadata"),
            ["on_behalf_of"] = null,
            ["proration_behavior"] = "create_prorations",
            ["start_date"] = start,
            ["transfer_data"] = null,
            ["trial_end"] = subscription.Str("status") == "trialing" ? subscription.Long("trial_end") : null,
        };
        return phase;
    }

    public static JsonArray ItemsOf(JsonObject subscription) => Json.ArrayOf(subscription.Objects("items").Select(i =>
    {
        var item = new JsonObject
        {
            ["billing_thresholds"] = null,
            ["discounts"] = DiscountsOf(i),
            ["metadata"] = i.Copy("metadata"),
            ["plan"] = i.Obj("price")!.Str("id"),
            ["price"] = i.Obj("price")!.Str("id"),
            ["tax_rates"] = i.Copy("tax_rates"),
        };
        if (i.ContainsKey("quantity"))
            item["quantity"] = i.Long("quantity");
        return item;
    }));
}
