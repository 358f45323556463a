using System.Text.Json;
using Microsoft.Extensions.Options;
using PaymentPortal.Documents;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Confirms a payment with receipt and invoice as PDF, once Stripe says that the invoice is paid.</summary>
internal sealed class ReceiptMail(InvoiceDocuments documents, MailSender sender, PortalAddress portal, ReportingZone zone, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.receipt";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var invoiceId = JsonSerializer.Deserialize<InvoiceCause>(message.Payload)!.InvoiceId;
        var made = await documents.EnsureAsync(invoiceId, cancellationToken);
        if (!made.IsDone)
        {
            throw InvoiceFailure.Of(made.Refusal);
        }

        var invoice = InvoiceDocument.FromJson(made.Value.Content);
        if (invoice.Buyer.Email is not { } address)
        {
            return;
        }

        var paid = MoneyFormat.Text(invoice.AmountPaid);
        var mail = new BillingMail(
            seller.Value.Name,
            $"Your receipt from {seller.Value.Name}: {paid}",
            $"{paid} paid",
            $"Invoice {invoice.Number} is paid. Receipt and invoice are attached.",
            $"Your payment of {paid} to {seller.Value.Name} has arrived. Receipt and invoice are attached.",
            [
                .. InvoiceFacts.Of(invoice),
                ("Paid", paid),
                ("On", BillingMail.Day(zone.DayOf(invoice.PaidAt ?? invoice.IssuedAt))),
                ("By", invoice.PaymentMethod ?? "Other means"),
                ("Invoice", invoice.Number),
            ],
            "See the invoice",
            portal.Link($"/billing/invoices/{invoiceId}"))
        {
            Files =
            [
                new MailFile($"receipt-{invoice.Number}.pdf", "application/pdf", InvoiceDocuments.Receipt(made.Value)),
                new MailFile($"invoice-{invoice.Number}.pdf", "application/pdf", await documents.ReadAsync(made.Value, cancellationToken)),
            ],
        };
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }
}
