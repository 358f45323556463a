using PaymentPortal.Accounts;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Invoices;

/// <summary>Writes the invoice's row, and asks for its document and the mails about it: purchase, receipt, invoice to pay, an attempt that did not come through. What came to nothing has a mail where it was ordered, and none where it renews. Who pays in checkout, or confirms a change, is there and needs no mail of a failure.</summary>
internal sealed class InvoiceProjector(OutboxWriter outbox) : IProjector
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
        invoice.OrganisationId = snapshot.OrganisationId is { } organisation ? new OrganisationId(organisation) : null;
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

        if (invoice.OrganisationId is null || invoice.Status == "draft")
        {
            return;
        }

        await outbox.AddAsync(context, $"{invoice.Id}:{invoice.Status}", FreezeDocument.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
        switch (invoice)
        {
            case { Status: "paid", BillingReason: "subscription_create" }:
                await outbox.AddAsync(context, invoice.Id, PurchaseConfirmation.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
                break;
            case { Status: "paid", Total.MinorUnits: not 0 } or { Status: "paid", BillingReason: "manual" }:
                await outbox.AddAsync(context, invoice.Id, ReceiptMail.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
                break;
            case { Status: "open", AmountDue.MinorUnits: > 0 } when snapshot.IsSent:
                await outbox.AddAsync(context, invoice.Id, SentInvoiceMail.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
                break;
            case { Status: "open", BillingReason: not ("subscription_create" or "subscription_update") } when snapshot.AttemptCount > 0:
                await outbox.AddAsync(context, $"{invoice.Id}:{snapshot.AttemptCount}", CollectionMail.EffectName, new CollectionCause(invoice.Id, snapshot.AttemptCount), cancellationToken);
                break;
        }
    }
}
