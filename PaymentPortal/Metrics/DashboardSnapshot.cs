using PaymentPortal.Payments;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>What the dashboard shows, read at one moment, in one currency.</summary>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Today">The reporting day.</param>
/// <param name="Currency">The currency of all figures; null where nothing was ever sold.</param>
/// <param name="Currencies">The currencies that have figures, the one that most is subscribed in first.</param>
/// <param name="Figures">The figures; null where nothing was ever sold.</param>
/// <param name="Latest">The latest payments, in any currency.</param>
public sealed record DashboardSnapshot(
    DateTimeOffset At, DateOnly Today, Currency? Currency, IReadOnlyList<Currency> Currencies, DashboardFigures? Figures, IReadOnlyList<PaymentRow> Latest);

/// <summary>The figures of one currency. Revenue is what charges took, less what was given back of them, on the charge's day.</summary>
/// <param name="RevenueToday">Revenue of the reporting day so far.</param>
/// <param name="RevenueYesterday">Revenue of the whole day before.</param>
/// <param name="RevenueThisMonth">Revenue of the month so far.</param>
/// <param name="RevenueLastMonthToDate">Revenue of the month before, to the same day of it.</param>
/// <param name="Mrr">Monthly recurring revenue.</param>
/// <param name="Subscriptions">How many subscriptions are active or past due.</param>
/// <param name="PastDueSubscriptions">How many of them are past due.</param>
/// <param name="FailedPayments">How many payments of the series' days failed at their latest attempt and are not paid.</param>
/// <param name="Series">Revenue of each of the last 30 days, the oldest first.</param>
public sealed record DashboardFigures(
    Money RevenueToday,
    Money RevenueYesterday,
    Money RevenueThisMonth,
    Money RevenueLastMonthToDate,
    MrrTotal Mrr,
    int Subscriptions,
    int PastDueSubscriptions,
    int FailedPayments,
    IReadOnlyList<DayRevenue> Series)
{
    /// <summary>The sum of the series.</summary>
    public Money SeriesTotal => Series.Aggregate(Money.Zero(RevenueToday.Currency), (sum, day) => sum + day.Net);
}

/// <summary>One day's revenue.</summary>
/// <param name="Day">The day in the reporting time zone.</param>
/// <param name="Net">What was taken, less what was given back.</param>
/// <param name="Succeeded">How many charges succeeded.</param>
/// <param name="Failed">How many attempts failed.</param>
public sealed record DayRevenue(DateOnly Day, Money Net, int Succeeded, int Failed);
