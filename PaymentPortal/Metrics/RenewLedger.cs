using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>
/// Writes anew, at the start, what an earlier definition of the ledger computed. Each subscription is one transaction: a run that is killed leaves true rows behind, and the next start goes on.
/// </summary>
internal sealed class RenewLedger(IDbContextFactory<PortalDbContext> contexts, Readiness readiness, ChangeSignal changes, TimeProvider time, ILogger<RenewLedger> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        using var again = new PeriodicTimer(Retry, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "The ledger of movements could not be written anew; trying again");
            }
        }
        while (await again.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Writes what is of an earlier definition; returns of how many subscriptions.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var reading = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await reading.SubscriptionStates.Where(s => s.Definition < MovementLedger.Definition).Select(s => s.SubscriptionId).Distinct().ToListAsync(cancellationToken);
        foreach (var subscriptionId in old)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await RevenueRollup.LockAsync(context, cancellationToken);
            await SubscriptionLedger.RewriteAsync(context, subscriptionId, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        if (old.Count > 0)
        {
            changes.Publish();
            logger.LogInformation("The movements of {Subscriptions} subscriptions were written anew by the present definition", old.Count);
        }

        return old.Count;
    }
}
