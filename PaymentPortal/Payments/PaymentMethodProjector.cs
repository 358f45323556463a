using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Payments;

internal sealed class PaymentMethodProjector : IProjector
{
    public string ObjectKind => "payment_method";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (PaymentMethodSnapshot)newest.Snapshot;
        var method = await context.PaymentMethods.FindAsync([snapshot.Id], cancellationToken);
        if (method is null)
        {
            context.PaymentMethods.Add(method = new PaymentMethod { Id = snapshot.Id, Type = snapshot.Type, CreatedAt = snapshot.CreatedAt });
        }

        method.CustomerId = snapshot.CustomerId;
        method.Type = snapshot.Type;
        method.Brand = snapshot.Brand;
        method.Last4 = snapshot.Last4;
        method.ExpiryMonth = snapshot.ExpiryMonth;
        method.ExpiryYear = snapshot.ExpiryYear;
    }
}
