using Microsoft.EntityFrameworkCore;
using PaymentPortal.Data;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>
/// Computes every day's revenue anew from the charges, for example after the reporting time zone was changed. Each day is one transaction: a run that is killed leaves true rows behind, and the next run finishes.
/// </summary>
internal sealed class RebuildRevenue(IDbContextFactory<PortalDbContext> contexts, RevenueRollup rollup, ReportingZone zone, ChangeSignal changes, ILogger<RebuildRevenue> logger)
{
    /// <summary>Runs where the command line asks for it (<c>-- rebuild-revenue</c>), beside a running portal or without one; true where it did.</summary>
    public static async Task<bool> AskedAsync(string[] args, IServiceProvider services)
    {
        if (args is not ["rebuild-revenue"])
        {
            return false;
        }

        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        await services.GetRequiredService<RebuildRevenue>().RunAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Rebuilds all days; returns how many there were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var days = await DaysAsync(cancellationToken);
        foreach (var day in days)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await rollup.RecomputeAsync(context, day, null, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        changes.Publish();
        logger.LogInformation("The revenue of {Days} days was computed anew in the time zone {Zone}", days.Count, zone.Zone.Id);
        return days.Count;
    }

    /// <summary>The days that have rows, and those that should have.</summary>
    private async Task<SortedSet<DateOnly>> DaysAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        SortedSet<DateOnly> days = [.. await context.DailyRevenue.Select(d => d.Day).Distinct().ToListAsync(cancellationToken)];
        await foreach (var createdAt in context.Charges.Select(c => c.CreatedAt).Distinct().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            days.Add(zone.DayOf(createdAt));
        }

        return days;
    }
}
