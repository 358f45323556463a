using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace PaymentPortal.Operations.Demo;

/// <summary>Demo accounts and customers, made once. Our tables learn of the customers as they would of real ones: by Stripe's events.</summary>
internal sealed class DemoData(IOptions<DemoOptions> options, DemoAccounts accounts, DemoCustomers customers)
{
    public bool IsWanted => options.Value.Seed;

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (IsWanted)
        {
            await accounts.MakeAsync(cancellationToken);
            await customers.BuyAsync(cancellationToken);
        }
    }

    /// <summary>True once the tables hold what the demo's customers did.</summary>
    public async Task<bool> IsHereAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        customers.Bought == 0 || await context.Charges.CountAsync(cancellationToken) >= customers.Bought;
}
