using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Operations.Demo;

/// <summary>Plays the demo's year in the background, once people may come.</summary>
internal sealed class DemoPlayer(DemoData demo, Readiness readiness, IOptions<StripeOptions> stripe, ILogger<DemoPlayer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (stripe.Value.Mode != StripeMode.Sandbox || !demo.IsWanted)
        {
            return;
        }

        await readiness.Started.WaitAsync(stoppingToken);
        using var retry = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await demo.PlayAsync(stoppingToken);
                logger.LogInformation("The demo's year was played");
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "The demo's year came to a halt; trying again");
            }
        }
        while (await retry.WaitForNextTickAsync(stoppingToken));
    }
}
