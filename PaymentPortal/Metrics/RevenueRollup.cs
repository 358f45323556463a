using Microsoft.EntityFrameworkCore;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>
/// Brings the rows of a day to what its charges say. A day is always computed whole and never incremented, so that order, repetition and a kill in between make no difference.
/// </summary>
internal sealed class RevenueRollup(ReportingZone zone)
{
    /// <summary>Stripe's status of a charge that took money.</summary>
    private const string Succeeded = "succeeded";

    private const string Failed = "failed";

    /// <summary>"DayRev": one writer of these rows at a time, whatever the node, so that neither computes a day without the charges that the other is about to commit.</summary>
    private const long AdvisoryLock = 0x446179526576;

    /// <summary>One lock for all figures, held to the transaction's end: with two, two workers could wait for each other.</summary>
    public static async Task LockAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLock})", cancellationToken);
        }
    }

    /// <summary>Changes the tracked rows of one day, in one currency or in all; the caller's transaction saves and commits them.</summary>
    public async Task RecomputeAsync(PortalDbContext context, DateOnly day, Currency? only, CancellationToken cancellationToken)
    {
        await LockAsync(context, cancellationToken);
        var (from, to) = (zone.StartOf(day), zone.StartOf(day.AddDays(1)));
        var charges = context.Charges.Where(c => c.CreatedAt >= from && c.CreatedAt < to);
        var rows = context.DailyRevenue.Where(d => d.Day == day);
        if (only is { } currency)
        {
            charges = charges.Where(c => c.Amount.Currency == currency);
            rows = rows.Where(d => d.Currency == currency.Code);
        }

        var sums = await SumAsync(charges, cancellationToken);
        var known = await rows.ToDictionaryAsync(d => d.Currency, StringComparer.Ordinal, cancellationToken);
        foreach (var (code, row) in known)
        {
            if (!sums.Exists(s => s.Currency.Code == code))
            {
                context.DailyRevenue.Remove(row);
            }
        }

        foreach (var sum in sums)
        {
            if (!known.TryGetValue(sum.Currency.Code, out var row))
            {
                context.DailyRevenue.Add(row = new DailyRevenue { Day = day, Currency = sum.Currency.Code });
            }

            (row.Gross, row.Refunded, row.Succeeded, row.Failed) = (sum.Gross, sum.Refunded, sum.Succeeded, sum.Failed);
        }
    }

    private static Task<List<Sum>> SumAsync(IQueryable<Charge> charges, CancellationToken cancellationToken) => charges
        .GroupBy(c => c.Amount.Currency)
        .Select(g => new Sum(
            g.Key,
            g.Sum(c => c.Status == Succeeded ? c.Amount.MinorUnits : 0),
            g.Sum(c => c.Status == Succeeded ? c.AmountRefunded.MinorUnits : 0),
            g.Count(c => c.Status == Succeeded),
            g.Count(c => c.Status == Failed)))
        .ToListAsync(cancellationToken);

    private sealed record Sum(Currency Currency, long Gross, long Refunded, int Succeeded, int Failed);
}
