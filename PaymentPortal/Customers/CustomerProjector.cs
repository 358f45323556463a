using PaymentPortal.Accounts;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Customers;

internal sealed class CustomerProjector : IProjector
{
    public string ObjectKind => "customer";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (CustomerSnapshot)newest.Snapshot;
        var customer = await context.Customers.FindAsync([snapshot.Id], cancellationToken);
        if (customer is null)
        {
            context.Customers.Add(customer = new Customer { Id = snapshot.Id, CreatedAt = snapshot.CreatedAt });
        }

        customer.OrganisationId = snapshot.OrganisationId is { } organisation ? new OrganisationId(organisation) : null;
        customer.Name = snapshot.Name;
        customer.Email = snapshot.Email;
        customer.Country = snapshot.Country;
        customer.DefaultPaymentMethodId = snapshot.DefaultPaymentMethodId;
        customer.Deleted = newest.Deleted;
    }
}
