using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Data;

/// <summary>Carries the log of the portal's tables over, from when they are there.</summary>
internal sealed class SqliteCheckpoints(IDbContextFactory<PortalDbContext> contexts, Readiness readiness, TimeProvider time, ILogger<SqliteCheckpoints> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.DatabaseReady.WaitAsync(stoppingToken);
        await using var context = await contexts.CreateDbContextAsync(stoppingToken);
        await context.Database.OpenConnectionAsync(stoppingToken);
        await SqliteLog.CarryOverAsync(context.Database.GetDbConnection(), time, logger, stoppingToken);
    }
}
