using Microsoft.Extensions.Options;

namespace PaymentPortal.Operations.Demo;

/// <summary>Demo accounts and promotion codes, made once before the portal opens, and the demo's year, played while it is open already. Our tables learn of the customers as they would of real ones: by Stripe's events.</summary>
internal sealed class DemoData(IOptions<DemoOptions> options, DemoAccounts accounts, DemoCodes codes, DemoYear year)
{
    public bool IsWanted => options.Value.Seed;

    public async Task MakeAccountsAsync(CancellationToken cancellationToken)
    {
        if (IsWanted)
        {
            await accounts.MakeAsync(cancellationToken);
            await codes.MakeAsync(cancellationToken);
        }
    }

    public Task PlayAsync(CancellationToken cancellationToken) => IsWanted ? year.PlayAsync(cancellationToken) : Task.CompletedTask;
}
