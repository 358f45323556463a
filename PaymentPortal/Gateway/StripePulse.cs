using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Asks Stripe again and again once a try has failed, until it answers: what is known of Stripe then does not wait for the next buyer.</summary>
internal sealed class StripePulse(StripeConnection connection, StripeHealth health, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan WithoutSignal = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await health.Doubt.WaitAsync(WithoutSignal, stoppingToken);
            while (health.IsInDoubt)
            {
                await Task.Delay(StripeLine.Break, time, stoppingToken);
                await AskAsync(stoppingToken);
            }
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new TaxRateService(connection.Client).ListAsync(new TaxRateListOptions { Limit = 1 }, null, cancellationToken);
        }
        catch (Exception error) when (StripeFault.IsExpected(error) || error is StripeException)
        {
            // Whether it was an answer is noted where it came in; a refusal is one.
        }
    }
}
