using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Credits;

/// <summary>Grants what a paid invoice bought, and has it looked at whether the money went back meanwhile.</summary>
internal sealed class CreditInvoiceProjector(GrantCredits grants, OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "invoice";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var invoice = (InvoiceSnapshot)newest.Snapshot;
        var granted = await grants.AddAsync(context, invoice, cancellationToken);
        if (granted || invoice is { Status: "paid", OrganisationId: not null, LinesComplete: false })
        {
            await outbox.AddAsync(context, $"{invoice.Id}:paid", SettleCredits.EffectName, new CreditCause(invoice.Id, null), cancellationToken);
        }
    }
}

/// <summary>Each refund may have given back what credits were bought with.</summary>
internal sealed class CreditRefundProjector(OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "charge";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var charge = (ChargeSnapshot)newest.Snapshot;
        if (charge.PaymentId is not null && charge.AmountRefunded.MinorUnits > 0)
        {
            await outbox.AddAsync(context, $"{charge.Id}:{charge.AmountRefunded.MinorUnits}", SettleCredits.EffectName, new CreditCause(null, charge.PaymentId), cancellationToken);
        }
    }
}

/// <summary>Each credit note may have credited a line that bought credits.</summary>
internal sealed class CreditNoteProjector(OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "credit_note";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var note = (CreditNoteSnapshot)newest.Snapshot;
        await outbox.AddAsync(context, note.Id, SettleCredits.EffectName, new CreditCause(note.InvoiceId, null), cancellationToken);
    }
}
