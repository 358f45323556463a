using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

/// <summary>A purchase is paid when Stripe says that its invoice is, and not before: a debit that is on its way has paid nothing yet. Since when, Stripe's own time says, however late we learn of it.</summary>
internal sealed class PurchaseProjector(Funnel funnel) : IProjector
{
    public string ObjectKind => "invoice";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var invoice = (InvoiceSnapshot)newest.Snapshot;
        var paidAt = invoice.Status == "paid" ? invoice.PaidAt ?? newest.At : (DateTimeOffset?)null;
        var purchase = paidAt is null ? null : await context.Purchases.FirstOrDefaultAsync(p => p.InvoiceId == invoice.Id, cancellationToken);
        if (purchase is null || (purchase.State == PurchaseState.Paid && purchase.PaidAt == paidAt))
        {
            return;
        }

        purchase.State = PurchaseState.Paid;
        purchase.PaidAt = paidAt;
        purchase.Version++;
        await funnel.AddPaidAsync(context, purchase, cancellationToken);
    }
}
