using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

/// <summary>A purchase is paid when Stripe says that its subscription runs, and not before.</summary>
internal sealed class PurchaseProjector(Funnel funnel, TimeProvider time) : IProjector
{
    public string ObjectKind => "subscription";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (SubscriptionSnapshot)newest.Snapshot;
        var purchase = await context.Purchases.FirstOrDefaultAsync(p => p.SubscriptionId == snapshot.Id && p.State == PurchaseState.Open, cancellationToken);
        if (purchase is null || snapshot.Status is "incomplete" or "incomplete_expired")
        {
            return;
        }

        purchase.State = PurchaseState.Paid;
        purchase.PaidAt = time.GetUtcNow();
        purchase.Version++;
        await funnel.AddPaidAsync(context, purchase, cancellationToken);
    }
}
