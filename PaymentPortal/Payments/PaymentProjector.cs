using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Payments;

internal sealed class PaymentProjector : IProjector
{
    public string ObjectKind => "payment_intent";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (PaymentSnapshot)newest.Snapshot;
        var payment = await context.Payments.FindAsync([snapshot.Id], cancellationToken);
        if (payment is null)
        {
            context.Payments.Add(payment = new Payment
            {
                Id = snapshot.Id,
                Amount = snapshot.Amount,
                AmountReceived = snapshot.AmountReceived,
                Status = snapshot.Status,
                CreatedAt = snapshot.CreatedAt,
            });
        }

        payment.CustomerId = snapshot.CustomerId;
        payment.Amount = snapshot.Amount;
        payment.AmountReceived = snapshot.AmountReceived;
        payment.Status = snapshot.Status;
        payment.FailureCode = snapshot.FailureCode;
    }
}
