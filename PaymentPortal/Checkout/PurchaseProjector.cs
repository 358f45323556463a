using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

/// <summary>A purchase is paid when Stripe says that its subscription runs, and not before; since when, Stripe's own time says, however late we learn of it.</summary>
internal sealed class PurchaseProjector(Funnel funnel) : IProjector
{
    public string ObjectKind => "subscription";

    public bool ReadsHistory => true;

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (SubscriptionSnapshot)newest.Snapshot;
        var paid = newest.History.FirstOrDefault(known => ((SubscriptionSnapshot)known.Snapshot).Status is not ("incomplete" or "incomplete_expired"));
        var paidAt = paid?.At ?? (snapshot.Status is "incomplete" or "incomplete_expired" ? null : newest.At);
        var purchase = await context.Purchases.FirstOrDefaultAsync(p => p.SubscriptionId == snapshot.Id, cancellationToken);
        if (purchase is null || paidAt is null || (purchase.State == PurchaseState.Paid && purchase.PaidAt == paidAt))
        {
            return;
        }

        purchase.State = PurchaseState.Paid;
        purchase.PaidAt = paidAt;
        purchase.Version++;
        await funnel.AddPaidAsync(context, purchase, cancellationToken);
    }
}
