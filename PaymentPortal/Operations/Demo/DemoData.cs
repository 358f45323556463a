using Microsoft.Extensions.Options;

namespace PaymentPortal.Operations.Demo;

/// <summary>Demo accounts, made once before the portal opens, and the demo's year, played while it is open already. Our tables learn of the customers as they would of real ones: by Stripe's events.</summary>
internal sealed class DemoData(IOptions<DemoOptions> options, DemoAccounts accounts, DemoYear year)
{
    public bool IsWanted => options.Value.Seed;

    public Task MakeAccountsAsync(CancellationToken cancellationToken) => IsWanted ? accounts.MakeAsync(cancellationToken) : Task.CompletedTask;

    public Task PlayAsync(CancellationToken cancellationToken) => IsWanted ? year.PlayAsync(cancellationToken) : Task.CompletedTask;
}
