using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Credits;

/// <summary>Writes into the ledger what expired. It only wakes: what is due stands in the table, and nobody can spend it from its hour on, written or not.</summary>
internal sealed class ExpireCredits(IDbContextFactory<PortalDbContext> contexts, Readiness readiness, ChangeSignal changes, TimeProvider time, ILogger<ExpireCredits> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        using var look = new PeriodicTimer(Look, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "Expired credits could not be written; trying again");
            }
        }
        while (await look.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Writes what is due; returns how many lots.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var reading = await contexts.CreateDbContextAsync(cancellationToken);
        var organisations = (await CreditLedger.Expired(reading, time.GetUtcNow()).ToListAsync(cancellationToken)).Select(lot => lot.OrganisationId).Distinct().ToList();
        var written = 0;
        foreach (var organisation in organisations)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await CreditLedger.HoldAsync(context, organisation, cancellationToken);
            foreach (var lot in (await CreditLedger.Expired(context, time.GetUtcNow()).ToListAsync(cancellationToken)).Where(lot => lot.OrganisationId == organisation))
            {
                context.CreditEntries.Add(CreditLedger.Take(lot, CreditKind.Expired, lot.Left, $"expired:{lot.Lot}", "Expired", lot.ExpiresAt));
                written++;
            }

            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        if (written > 0)
        {
            changes.Publish();
        }

        return written;
    }
}
