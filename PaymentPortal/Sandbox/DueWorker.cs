using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox;

/// <summary>Lets what lives in real time fall due: renewals, ends, first payments that never came.</summary>
internal sealed class DueWorker(Store store, Signal signal, TimeProvider time, IOptions<SandboxOptions> options, ILogger<DueWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do
                await RunAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            using var turn = await store.EnterAsync(stopping);
            var work = new Work(store, time, options.Value, null, null);
            Due.Run(work, "", work.RealNow);
            turn.Commit();
            signal.Set();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "What fell due could not be processed; it is tried again.");
        }
    }
}
