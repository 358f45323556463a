using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>
/// Monthly recurring revenue of what subscriptions are now, as the ledger's newest states say it: each item normalised to a month and rounded once, so that a total is the sum of its rounded parts,
/// and what is shown now is what the movements sum to.
/// </summary>
internal static class Mrr
{
    /// <summary>The states of a subscription that count.</summary>
    public static readonly IReadOnlyList<string> CountedStates = ["active", PastDue];

    private const string PastDue = "past_due";

    /// <summary>One total per currency, the one that most is subscribed in first: there is no rate here by which amounts of two currencies could be compared.</summary>
    public static IReadOnlyList<MrrTotal> Of(IEnumerable<MrrPart> parts) =>
    [
        .. parts.GroupBy(p => p.Monthly.Currency)
            .OrderByDescending(g => g.Sum(p => p.Count)).ThenBy(g => g.Key.Code, StringComparer.Ordinal)
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

    private static MrrTotal Total(IGrouping<Currency, MrrPart> parts)
    {
        Money all = Money.Zero(parts.Key), atRisk = all, committed = all;
        foreach (var part in parts)
        {
            var month = part.Monthly * part.Count;
            all += month;
            atRisk += part.Status == PastDue ? month : Money.Zero(parts.Key);
            committed += part.CancelAtPeriodEnd ? Money.Zero(parts.Key) : month;
        }

        return new MrrTotal(all, atRisk, committed);
    }
}

/// <summary>Subscriptions that are alike in all that MRR asks for, and how many there are.</summary>
/// <param name="Status">Their status, as Stripe names it.</param>
/// <param name="CancelAtPeriodEnd">They end with the period that is paid.</param>
/// <param name="Monthly">What each counts a month.</param>
/// <param name="Count">How many such subscriptions there are.</param>
internal sealed record MrrPart(string Status, bool CancelAtPeriodEnd, Money Monthly, int Count = 1);

/// <summary>MRR in one currency.</summary>
/// <param name="All">The whole.</param>
/// <param name="AtRisk">What of it is past due.</param>
/// <param name="Committed">The whole without what is cancelled at the end of its period.</param>
public sealed record MrrTotal(Money All, Money AtRisk, Money Committed);
