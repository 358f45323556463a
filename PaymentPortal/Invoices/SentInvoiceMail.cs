using System.Text.Json;
using Microsoft.Extensions.Options;
using PaymentPortal.Documents;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Sends an invoice that the customer is to pay himself.</summary>
internal sealed class SentInvoiceMail(InvoiceDocuments documents, MailSender sender, PortalAddress portal, ReportingZone zone, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.invoice";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var invoiceId = JsonSerializer.Deserialize<InvoiceCause>(message.Payload)!.InvoiceId;
        var made = (await documents.EnsureAsync(invoiceId, cancellationToken)).Answered();

        var invoice = InvoiceDocument.FromJson(made.Content);
        if (invoice.Buyer.Email is not { } address || invoice.Status != InvoiceStatus.Open)
        {
            return;
        }

        var due = MoneyFormat.Text(invoice.AmountDue);
        var day = invoice.DueAt is { } at ? BillingMail.Day(zone.DayOf(at)) : null;
        var mail = new BillingMail(
            seller.Value.Name,
            $"Invoice {invoice.Number} from {seller.Value.Name}: {due}",
            $"Invoice {invoice.Number}",
            $"{due}{(day is null ? "" : $", due {day}")}. The invoice is attached.",
            $"{seller.Value.Name} sends you invoice {invoice.Number} over {due}. It is attached, and can be paid by card at once.",
            [("To pay", due), ("Due", day ?? "At once"), ("Issued", BillingMail.Day(zone.DayOf(invoice.IssuedAt)))],
            $"Pay {due}",
            portal.Link($"/billing/fix?invoice={invoiceId}"))
        {
            Files = [new MailFile($"invoice-{invoice.Number}.pdf", "application/pdf", await documents.ReadAsync(made, cancellationToken))],
        };
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }
}
