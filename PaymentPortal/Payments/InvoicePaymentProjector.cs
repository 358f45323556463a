using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Payments;

internal sealed class InvoicePaymentProjector : IProjector
{
    public string ObjectKind => "invoice_payment";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (InvoicePaymentSnapshot)newest.Snapshot;
        var link = await context.InvoicePayments.FindAsync([snapshot.Id], cancellationToken);
        if (link is null)
        {
            context.InvoicePayments.Add(link = new InvoicePayment { Id = snapshot.Id, InvoiceId = snapshot.InvoiceId, Status = snapshot.Status, CreatedAt = snapshot.CreatedAt });
        }

        link.InvoiceId = snapshot.InvoiceId;
        link.PaymentId = snapshot.PaymentId;
        link.Status = snapshot.Status;
    }
}
