using PaymentPortal.Shared;

namespace PaymentPortal.Sandbox.Storage;

/// <summary>Carries the log of the store's file over.</summary>
internal sealed class StoreCheckpoints(Store store, TimeProvider time, ILogger<StoreCheckpoints> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = store.OpenBeside();
        await SqliteLog.CarryOverAsync(connection, time, logger, stoppingToken);
    }
}
