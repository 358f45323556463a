using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Documents;
using PaymentPortal.Gateway;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Which credit note it is about.</summary>
internal sealed record CreditNoteCause(string CreditNoteId);

/// <summary>Tells what was taken off an invoice and where the money goes, with the credit note as PDF.</summary>
internal sealed class CreditNoteMail(
    IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, CreditNoteDocuments notes, InvoiceDocuments documents, MailSender sender, PortalAddress portal, ReportingZone zone, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.credit-note";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var noteId = JsonSerializer.Deserialize<CreditNoteCause>(message.Payload)!.CreditNoteId;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var note = await context.CreditNotes.AsNoTracking().SingleAsync(n => n.Id == noteId, cancellationToken);
        if (note.Status == "void" || !await IsOursAsync(context, note.InvoiceId, cancellationToken))
        {
            return;
        }

        var made = (await notes.EnsureAsync(note, cancellationToken)).Answered();

        var document = InvoiceDocument.FromJson(made.Content);
        // The parties are those of an invoice that may be old: who gets the customer's mail now is told by the customer.
        var address = await context.Invoices.Where(i => i.Id == note.InvoiceId).Join(context.Customers, i => i.CustomerId, c => c.Id, (_, customer) => customer.Email).FirstOrDefaultAsync(cancellationToken);
        if (address is null || document.Status == InvoiceStatus.Void)
        {
            return;
        }

        var file = new MailFile($"credit-note-{document.Number}.pdf", "application/pdf", await documents.ReadAsync(made, cancellationToken));
        await sender.SendAsync((Of(document, note) with { Files = [file] }).Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }

    /// <summary>The invoice is one that the portal made for an organisation. Its own event may still be on the way.</summary>
    private async Task<bool> IsOursAsync(PortalDbContext context, string invoiceId, CancellationToken cancellationToken)
    {
        if (await context.Invoices.AsNoTracking().FirstOrDefaultAsync(i => i.Id == invoiceId, cancellationToken) is { } known)
        {
            return known.OrganisationId is not null;
        }

        var fetched = (await gateway.GetInvoiceAsync(invoiceId, cancellationToken)).Answered();
        return fetched.Snapshot.OrganisationId is not null ? throw new EffectWaitsException("The invoice that it takes off from is not known yet.") : false;
    }

    private BillingMail Of(InvoiceDocument document, CreditNote note)
    {
        var total = MoneyFormat.Text(document.Total);
        return new BillingMail(
            seller.Value.Name,
            $"Your credit note from {seller.Value.Name}: {total}",
            $"{total} taken off invoice {document.ForInvoice}",
            $"Credit note {document.Number} is attached.",
            $"{seller.Value.Name} has taken {total} off invoice {document.ForInvoice}. Credit note {document.Number} is attached.",
            [.. InvoiceFacts.Of(document), ("On", BillingMail.Day(zone.DayOf(document.IssuedAt))), ("Credit note", document.Number), ("Invoice", document.ForInvoice ?? note.InvoiceId)],
            "See the invoice",
            portal.Link($"/billing/invoices/{note.InvoiceId}#credit-notes"));
    }
}
