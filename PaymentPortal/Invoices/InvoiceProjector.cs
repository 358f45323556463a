using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Invoices;

/// <summary>Writes the invoice's row, and asks for its document and the mails about it. One that was made at Stripe without naming the organisation belongs to that of its customer.</summary>
internal sealed class InvoiceProjector(InvoiceEffects effects) : IProjector
{
    public string ObjectKind => "invoice";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (InvoiceSnapshot)newest.Snapshot;
        if (snapshot.IsPreview)
        {
            return;
        }

        var invoice = await context.Invoices.FindAsync([snapshot.Id], cancellationToken);
        if (newest.Deleted)
        {
            // Only drafts can be deleted at Stripe; nothing of them remains.
            if (invoice is not null)
            {
                context.Invoices.Remove(invoice);
            }

            return;
        }

        var wasNobodys = invoice is { OrganisationId: null };
        if (invoice is null)
        {
            context.Invoices.Add(invoice = new Invoice
            {
                Id = snapshot.Id,
                CustomerId = snapshot.CustomerId,
                Status = snapshot.Status,
                Total = snapshot.Total,
                Tax = snapshot.Tax,
                AmountPaid = snapshot.AmountPaid,
                AmountDue = snapshot.AmountDue,
                CreatedAt = snapshot.CreatedAt,
            });
        }

        invoice.CustomerId = snapshot.CustomerId;
        invoice.OrganisationId = snapshot.OrganisationId is { } organisation ? new OrganisationId(organisation)
            : await context.Customers.Where(c => c.Id == snapshot.CustomerId).Select(c => c.OrganisationId).FirstOrDefaultAsync(cancellationToken) ?? invoice.OrganisationId;
        invoice.SubscriptionId = snapshot.SubscriptionId;
        invoice.Number = snapshot.Number;
        invoice.Status = snapshot.Status;
        invoice.Total = snapshot.Total;
        invoice.Tax = snapshot.Tax;
        invoice.AmountPaid = snapshot.AmountPaid;
        invoice.AmountDue = snapshot.AmountDue;
        invoice.FinalizedAt = snapshot.FinalizedAt;
        invoice.PaidAt = snapshot.PaidAt;
        invoice.VoidedAt = snapshot.VoidedAt;
        invoice.BillingReason = snapshot.BillingReason;
        invoice.IsSent = snapshot.IsSent;

        await effects.AskAsync(context, invoice, snapshot.AttemptCount, wasNobodys ? newest.At : null, cancellationToken);
    }
}
