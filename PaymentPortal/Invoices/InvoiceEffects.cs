using PaymentPortal.Outbox;

namespace PaymentPortal.Invoices;

/// <summary>
/// Asks for an invoice's document and the mails about it: purchase, receipt, invoice to pay, an attempt that did not come through. What came to nothing has a mail where it was ordered, and none where it renews.
/// Who pays in checkout, or confirms a change, is there and needs no mail of a failure.
/// </summary>
internal sealed class InvoiceEffects(OutboxWriter outbox)
{
    /// <summary>What came of an invoice before is no news to an organisation that is only now known to own it.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    /// <summary>Asks for what is due at the invoice's present state, once however often.</summary>
    /// <param name="context">What the caller saves.</param>
    /// <param name="invoice">The invoice.</param>
    /// <param name="attempts">How often it was tried to be paid by itself.</param>
    /// <param name="foundAt">When its organisation was found out, where the invoice was known before; null else.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task AskAsync(PortalDbContext context, Invoice invoice, int attempts, DateTimeOffset? foundAt, CancellationToken cancellationToken)
    {
        if (invoice.OrganisationId is null || invoice.Status == "draft")
        {
            return;
        }

        await outbox.AddAsync(context, $"{invoice.Id}:{invoice.Status}", FreezeDocument.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
        if (foundAt - (invoice.PaidAt ?? invoice.FinalizedAt ?? invoice.CreatedAt) > News)
        {
            return;
        }

        switch (invoice)
        {
            case { Status: "paid", BillingReason: "subscription_create" }:
                await outbox.AddAsync(context, invoice.Id, PurchaseConfirmation.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
                break;
            case { Status: "paid", Total.MinorUnits: not 0 } or { Status: "paid", BillingReason: "manual" }:
                await outbox.AddAsync(context, invoice.Id, ReceiptMail.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
                break;
            case { Status: "open", AmountDue.MinorUnits: > 0, IsSent: true }:
                await outbox.AddAsync(context, invoice.Id, SentInvoiceMail.EffectName, new InvoiceCause(invoice.Id), cancellationToken);
                break;
            case { Status: "open", BillingReason: not "subscription_create" } when attempts > 0:
                await outbox.AddAsync(context, $"{invoice.Id}:{attempts}", CollectionMail.EffectName, new CollectionCause(invoice.Id, attempts), cancellationToken);
                break;
        }
    }
}
