using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Invoices;

/// <summary>Writes the credit note's row, and asks for the mail that brings it.</summary>
internal sealed class CreditNoteProjector(OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "credit_note";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (CreditNoteSnapshot)newest.Snapshot;
        var note = await context.CreditNotes.FindAsync([snapshot.Id], cancellationToken);
        var isNew = note is null;
        if (note is null)
        {
            context.CreditNotes.Add(note = new CreditNote
            {
                Id = snapshot.Id,
                InvoiceId = snapshot.InvoiceId,
                Number = snapshot.Number,
                Status = snapshot.Status,
                Total = snapshot.Total,
                CreatedAt = snapshot.CreatedAt,
            });
        }

        note.InvoiceId = snapshot.InvoiceId;
        note.Number = snapshot.Number;
        note.Status = snapshot.Status;
        note.Reason = snapshot.Reason;
        note.Memo = snapshot.Memo;
        note.Total = snapshot.Total;
        if (isNew && note.Status == "issued")
        {
            await outbox.AddAsync(context, note.Id, CreditNoteMail.EffectName, new CreditNoteCause(note.Id), cancellationToken);
        }
    }
}
