using Microsoft.EntityFrameworkCore;
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
        if (await grants.AddAsync(context, invoice, cancellationToken))
        {
            await outbox.AddAsync(context, $"{invoice.Id}:paid", SettleCredits.EffectName, new CreditCause(invoice.Id, null), cancellationToken);
        }
    }
}

/// <summary>Each refund may have given back what credits were bought with, and each that failed afterwards have taken it again.</summary>
internal sealed class CreditRefundProjector(OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "charge";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var charge = (ChargeSnapshot)newest.Snapshot;
        if (charge.PaymentId is null)
        {
            return;
        }

        if (charge.AmountRefunded.MinorUnits > 0 || await context.OutboxMessages.AnyAsync(m => m.Effect == SettleCredits.EffectName && m.Cause.StartsWith(charge.Id + ":"), cancellationToken))
        {
            // Money can go, come and go again: the same sum at another time is another cause.
            await outbox.AddAsync(context, $"{charge.Id}:{charge.AmountRefunded.MinorUnits}:{newest.At.ToUnixTimeSeconds()}", SettleCredits.EffectName, new CreditCause(null, charge.PaymentId), cancellationToken);
        }
    }
}

/// <summary>Each credit note may have credited a line that bought credits; one that is voided does so no more.</summary>
internal sealed class CreditNoteProjector(OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "credit_note";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var note = (CreditNoteSnapshot)newest.Snapshot;
        await outbox.AddAsync(context, $"{note.Id}:{note.Status}", SettleCredits.EffectName, new CreditCause(note.InvoiceId, null), cancellationToken);
    }
}

/// <summary>A dispute takes the money that credits were bought with, and one that is won brings it back.</summary>
internal sealed class CreditDisputeProjector(OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "dispute";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var dispute = (DisputeSnapshot)newest.Snapshot;
        if (dispute.PaymentId is not null)
        {
            await outbox.AddAsync(context, $"{dispute.Id}:{dispute.Status}", SettleCredits.EffectName, new CreditCause(null, dispute.PaymentId), cancellationToken);
        }
    }
}
