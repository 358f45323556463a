using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>
/// Monthly recurring revenue from what subscriptions are now. Each item is normalised to a month and rounded once; a total is the sum of its rounded parts.
/// Counted are subscriptions that are active or past due; not counted are paused collection, metered and one-off items, trials and what is free.
/// </summary>
internal static class Mrr
{
    /// <summary>The states of a subscription that count.</summary>
    public static readonly IReadOnlyList<string> CountedStates = ["active", PastDue];

    private const string PastDue = "past_due";

    /// <summary>One total per currency, the one that most is subscribed in first: there is no rate here by which amounts of two currencies could be compared.</summary>
    public static IReadOnlyList<MrrTotal> Of(IEnumerable<MrrItem> items) =>
    [
        .. items.Where(Counts).GroupBy(i => i.RecurringAmount.Currency)
            .OrderByDescending(g => g.Sum(i => i.Count)).ThenBy(g => g.Key.Code, StringComparer.Ordinal)
            .Select(Total).Where(t => !t.All.IsZero),
    ];

    /// <summary>An amount per interval as an amount per month: year / 12, n months / n, week x 52/12, day x 365/12, each over the interval count, rounded half away from zero.</summary>
    public static Money PerMonth(Money amount, BillingInterval interval, int intervalCount) => interval switch
    {
        BillingInterval.Year => amount.TimesFraction(1, 12L * intervalCount),
        BillingInterval.Month => amount.TimesFraction(1, intervalCount),
        BillingInterval.Week => amount.TimesFraction(52, 12L * intervalCount),
        BillingInterval.Day => amount.TimesFraction(365, 12L * intervalCount),
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "There is no such billing interval."),
    };

    private static bool Counts(MrrItem item) => CountedStates.Contains(item.Status) && !item.CollectionPaused && !item.Metered;

    private static MrrTotal Total(IGrouping<Currency, MrrItem> items)
    {
        Money all = Money.Zero(items.Key), atRisk = all, committed = all;
        foreach (var item in items)
        {
            var month = PerMonth(item.RecurringAmount, item.Interval, item.IntervalCount) * item.Count;
            all += month;
            atRisk += item.Status == PastDue ? month : Money.Zero(items.Key);
            committed += item.CancelAtPeriodEnd ? Money.Zero(items.Key) : month;
        }

        return new MrrTotal(all, atRisk, committed);
    }
}

/// <summary>Items of subscriptions that are alike in all that MRR asks for, and how many there are.</summary>
/// <param name="Status">The subscription's status, as Stripe names it.</param>
/// <param name="CancelAtPeriodEnd">The subscription ends with the period that is paid.</param>
/// <param name="CollectionPaused">Nothing is collected for now.</param>
/// <param name="Metered">Billed by use.</param>
/// <param name="RecurringAmount">The amount per interval, net of discounts that last forever.</param>
/// <param name="Interval">The unit of the interval.</param>
/// <param name="IntervalCount">How many units make an interval, at least 1.</param>
/// <param name="Count">How many such items there are.</param>
internal sealed record MrrItem(
    string Status, bool CancelAtPeriodEnd, bool CollectionPaused, bool Metered, Money RecurringAmount, BillingInterval Interval, int IntervalCount, int Count = 1);

/// <summary>MRR in one currency.</summary>
/// <param name="All">The whole.</param>
/// <param name="AtRisk">What of it is past due.</param>
/// <param name="Committed">The whole without what is cancelled at the end of its period.</param>
public sealed record MrrTotal(Money All, Money AtRisk, Money Committed);
