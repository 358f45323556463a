using Microsoft.EntityFrameworkCore;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>Reads the dashboard's figures. Amounts of different currencies are never added.</summary>
internal sealed class DashboardQueries(IDbContextFactory<PortalDbContext> contexts, PaymentQueries payments, ReportingZone zone, TimeProvider time)
{
    private const int SeriesDays = 30;
    private const int LatestPayments = 8;

    /// <summary>The figures in a currency; where none is asked for, or it has no figures, in the one that most is subscribed in.</summary>
    public async Task<DashboardSnapshot> SnapshotAsync(Currency? wanted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = zone.DayOf(now);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var mrr = Mrr.Of(await PartsAsync(context, cancellationToken));
        var sold = await context.DailyRevenue.Select(d => d.Currency).Distinct().ToListAsync(cancellationToken);
        IReadOnlyList<Currency> currencies = [.. mrr.Select(m => m.All.Currency).Concat(sold.Order(StringComparer.Ordinal).Select(Currency.Parse)).Distinct()];
        var latest = await payments.LatestAsync(LatestPayments, cancellationToken);
        if (currencies.Count == 0)
        {
            return new DashboardSnapshot(now, today, null, currencies, null, latest);
        }

        var currency = wanted is { } asked && currencies.Contains(asked) ? asked : currencies[0];
        var zero = Money.Zero(currency);
        var total = mrr.FirstOrDefault(m => m.All.Currency == currency) ?? new MrrTotal(zero, zero, zero);
        return new DashboardSnapshot(now, today, currency, currencies, await FiguresAsync(context, today, total, cancellationToken), latest);
    }

    private static Task<List<MrrPart>> PartsAsync(PortalDbContext context, CancellationToken cancellationToken) => (
        from subscription in context.Subscriptions
        where Mrr.CountedStates.Contains(subscription.Status) && !subscription.CollectionPaused
        join state in context.SubscriptionStates on subscription.Id equals state.SubscriptionId
        where !context.SubscriptionStates.Any(later => later.SubscriptionId == state.SubscriptionId && later.At > state.At)
        group state by new { subscription.Status, subscription.CancelAtPeriodEnd, state.Monthly.MinorUnits, state.Monthly.Currency }
        into alike
        select new MrrPart(alike.Key.Status, alike.Key.CancelAtPeriodEnd, new Money(alike.Key.MinorUnits, alike.Key.Currency), alike.Count())).ToListAsync(cancellationToken);

    private async Task<DashboardFigures> FiguresAsync(PortalDbContext context, DateOnly today, MrrTotal mrr, CancellationToken cancellationToken)
    {
        var currency = mrr.All.Currency;
        var firstOfMonth = new DateOnly(today.Year, today.Month, 1);
        var firstOfLastMonth = firstOfMonth.AddMonths(-1);
        var firstOfSeries = today.AddDays(1 - SeriesDays);
        var first = firstOfLastMonth < firstOfSeries ? firstOfLastMonth : firstOfSeries;
        var rows = await context.DailyRevenue.AsNoTracking()
            .Where(d => d.Currency == currency.Code && d.Day >= first && d.Day <= today).ToDictionaryAsync(d => d.Day, cancellationToken);
        var states = await context.Subscriptions
            .Where(s => Mrr.CountedStates.Contains(s.Status) && s.Items.Any(i => i.RecurringAmount.Currency == currency))
            .GroupBy(s => s.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Status, g => g.Count, cancellationToken);
        var failed = await payments.CountAsync(new PaymentFilter(PaymentState.Failed, null, currency, firstOfSeries), cancellationToken);
        return new DashboardFigures(
            Sum(today, today),
            Sum(today.AddDays(-1), today.AddDays(-1)),
            Sum(firstOfMonth, today),
            Sum(firstOfLastMonth, today.AddMonths(-1)),
            mrr,
            states.Values.Sum(),
            states.GetValueOrDefault("past_due"),
            failed,
            [.. Enumerable.Range(0, SeriesDays).Select(n => Of(firstOfSeries.AddDays(n)))]);

        Money Sum(DateOnly from, DateOnly to)
        {
            var sum = Money.Zero(currency);
            for (var day = from; day <= to; day = day.AddDays(1))
            {
                sum += Of(day).Net;
            }

            return sum;
        }

        DayRevenue Of(DateOnly day) => rows.TryGetValue(day, out var row)
            ? new DayRevenue(day, new Money(row.Gross - row.Refunded, currency), row.Succeeded, row.Failed)
            : new DayRevenue(day, Money.Zero(currency), 0, 0);
    }
}
