using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Invoices;

/// <summary>Gives a customer's organisation the invoices that came before it was known whose customer it is. An attempt at one of them that failed by then has no mail any more; the next has.</summary>
internal sealed class InvoiceOwners(InvoiceEffects effects) : IProjector
{
    public string ObjectKind => "customer";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        if (newest.Snapshot is not CustomerSnapshot { OrganisationId: { } organisation } customer)
        {
            return;
        }

        foreach (var invoice in await context.Invoices.Where(i => i.CustomerId == customer.Id && i.OrganisationId == null).ToListAsync(cancellationToken))
        {
            invoice.OrganisationId = new OrganisationId(organisation);
            await effects.AskAsync(context, invoice, attempts: 0, newest.At, cancellationToken);
        }
    }
}
