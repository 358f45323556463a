using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>How a subscription begins: its items, its anchor, its trial and the draft of its first invoice.</summary>
internal static class SubscriptionStart
{
    private const long Day = 86_400;

    private const int MostLines = 250;

    private const int MostTrialDays = 730;

    /// <summary>Two years, one of which may be a leap year.</summary>
    private const long LongestTrial = (MostTrialDays + 1) * Day;

    private static readonly (string Name, int Least, int Most)[] ConfigRanges = [("month", 1, 12), ("day_of_month", 1, 31), ("hour", 0, 23), ("minute", 0, 59), ("second", 0, 59)];

    /// <summary>The subscription with its first invoice as a draft; nobody is told yet, and nothing is charged. Without anything to bill there is no invoice.</summary>
    public static (JsonObject Subscription, JsonObject? Invoice) Draft(Work work, JsonObject customer, JsonObject sent)
    {
        var items = sent.Objects("items").ToList();
        if (items.Count == 0)
            throw StripeError.Missing("items");
        var prices = items.Select((item, at) => SubscriptionItems.PriceOf(work, item, $"items[{at}]")).ToList();
        var currency = sent.Str("currency") is { } wanted ? Currencies.Known(wanted) : prices[0].Str("currency")!;
        if (prices.Exists(p => !PriceAmounts.Supports(p, currency)) && sent.Str("currency") is not null)
            throw StripeError.Invalid($"The price specified does not support the currency `{currency}`.", "currency");
        SubscriptionItems.CheckTogether(prices, currency);
        var now = work.Now(customer);
        var trialEnd = TrialEnd(sent, now);
        var start = Start(sent, trialEnd, now);
        var anchor = Anchor(sent, prices, now) ?? trialEnd ?? start ?? now;
        var subscription = SubscriptionShape.New(work, customer, sent, currency, now, anchor, trialEnd);
        var id = subscription.Str("id")!;
        Customers.SubscribeIn(work, customer, currency);
        subscription["items"] = Json.List($"/v1/subscription_items?subscription={id}", items.Zip(prices).Select((one, at) =>
        {
            var (item, price) = one;
            var (interval, count) = (price.Obj("recurring")!.Str("interval")!, price.Obj("recurring")!.Long("interval_count")!.Value);
            var end = start is null ? trialEnd ?? Periods.End(anchor, interval, count, now) : Periods.Next(anchor, interval, count, now);
            var added = StripeError.Within($"items[{at}]", () => SubscriptionItems.New(work, id, item, price, now, end, subscription.Str("_clock")));
            if (start is not null)
                added["current_period_start"] = Math.Max(start.Value, Periods.Begin(anchor, interval, count, end));
            return added;
        }));
        work.Add(subscription);
        subscription["start_date"] = start ?? now;
        Discounts.OfSubscription(work, subscription, sent);
        foreach (var (at, (item, asked)) in subscription.Objects("items").Zip(items).Index())
            Discounts.OfItem(work, subscription, item, asked, $"items[{at}][discounts]");
        var partly = sent.Str("proration_behavior") != "none";
        if (partly)
            SubscriptionEnd.Later(subscription, sent, now);
        AddOnce(work, subscription, sent);
        if (start is not null)
            Discounts.Backdate(work, subscription, start.Value, now);
        var free = trialEnd is null && (anchor > now || start is not null) && sent.Str("proration_behavior") == "none";
        var waiting = InvoiceItems.Pending(work, customer.Str("id")!, currency, id);
        var lines = free ? [] : start is null ? SubscriptionLines.Of(work, subscription, subscription.Objects("items"))
            : [.. subscription.Objects("items").SelectMany(i => SubscriptionLines.Since(work, subscription, i, start.Value))];
        if (!partly)
            SubscriptionEnd.Later(subscription, sent, now);
        if (lines.Count > MostLines)
            throw StripeError.Invalid($"Backdating is not supported where the invoice would have more than {MostLines} line items.", "backdate_start_date");
        if (lines.Count + waiting.Count == 0)
            return (subscription, null);
        var invoice = InvoiceShape.ForSubscription(work, subscription, "subscription_create", lines, waiting);
        subscription["latest_invoice"] = invoice.Str("id");
        return (subscription, invoice);
    }

    /// <summary>The one-time charges that a call adds to the subscription's next invoice.</summary>
    public static void AddOnce(Work work, JsonObject subscription, JsonObject sent)
    {
        foreach (var (at, one) in sent.Objects("add_invoice_items").Index())
        {
            var item = one.DeepClone().AsObject();
            item["subscription"] = subscription.Str("id");
            work.Emit("invoiceitem.created", StripeError.Within($"add_invoice_items[{at}]", () => AddedItem(work, work.Find(subscription.Str("customer"))!, item)));
        }
    }

    private static JsonObject AddedItem(Work work, JsonObject customer, JsonObject sent)
    {
        Shapes.Refuse(sent, "added invoice items", "period");
        return InvoiceItems.Make(work, customer, sent, null);
    }

    public static long? TrialEnd(JsonObject sent, long now)
    {
        if (sent.Long("trial_period_days") is not { } days)
            return sent.Long("trial_end") is { } end ? CheckTrialEnd(end, now) : null;
        if (days > MostTrialDays)
            throw StripeError.Invalid($"The maximum number of trial period days is {MostTrialDays} (2 years).", "trial_period_days");
        return days > 0 ? now + days * Day : null;
    }

    public static long CheckTrialEnd(long end, long now)
    {
        if (end <= now)
            throw StripeError.Invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end");
        CheckTrial(end, now, "trial_end");
        return end;
    }

    public static void CheckTrial(long? end, long start, string param)
    {
        if (end - start > LongestTrial)
            throw StripeError.Invalid("Invalid timestamp: a trial can last at most 2 years.", param);
    }

    /// <summary>A start before now: every period since then is billed as it would have been.</summary>
    private static long? Start(JsonObject sent, long? trialEnd, long now)
    {
        if (sent.Long("backdate_start_date") is not { } start)
            return null;
        if (start >= now)
            throw StripeError.Invalid("Invalid timestamp: `backdate_start_date` must be in the past.", "backdate_start_date");
        return trialEnd is null ? start : throw StripeError.Invalid("This sandbox does not begin trials in the past.", "backdate_start_date");
    }

    private static long? Anchor(JsonObject sent, List<JsonObject> prices, long now)
    {
        var anchor = sent.Long("billing_cycle_anchor") ?? (sent.Obj("billing_cycle_anchor_config") is { } config ? Configured(config, now) : null);
        if (anchor is not { } at)
            return null;
        if (at < now)
            throw StripeError.Invalid("billing_cycle_anchor cannot be in the past.", "billing_cycle_anchor");
        var longest = prices.Max(p => Periods.End(now, p.Obj("recurring")!.Str("interval")!, p.Obj("recurring")!.Long("interval_count")!.Value, now));
        return at <= longest ? at : throw StripeError.Invalid($"billing_cycle_anchor cannot be later than next natural billing date ({longest}) for plan.", "billing_cycle_anchor");
    }

    /// <summary>The next time that falls on the configured day; what the configuration leaves open is as now.</summary>
    private static long Configured(JsonObject config, long now)
    {
        foreach (var (name, least, most) in ConfigRanges)
        {
            if (config.Long(name) < least)
                throw StripeError.Invalid($"This value must be greater than or equal to {least}.", $"billing_cycle_anchor_config[{name}]", "parameter_invalid_integer");
            if (config.Long(name) > most)
                throw StripeError.Invalid($"This value must be less than or equal to {most}.", $"billing_cycle_anchor_config[{name}]", "parameter_invalid_integer");
        }
        var today = DateTimeOffset.FromUnixTimeSeconds(now);
        for (var month = new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, TimeSpan.Zero); ; month = month.AddMonths(1))
        {
            if (config.Long("month") is { } wanted && wanted != month.Month)
                continue;
            var day = Math.Min((int)config.Long("day_of_month")!.Value, DateTime.DaysInMonth(month.Year, month.Month));
            var at = new DateTimeOffset(month.Year, month.Month, day, (int)(config.Long("hour") ?? today.Hour), (int)(config.Long("minute") ?? today.Minute), (int)(config.Long("second") ?? today.Second), TimeSpan.Zero);
            if (at.ToUnixTimeSeconds() >= now)
                return at.ToUnixTimeSeconds();
        }
    }
}
