using System.Text.Json;
using Microsoft.Extensions.Options;
using PaymentPortal.Documents;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Confirms a payment with receipt and invoice as PDF, once Stripe says that the invoice is paid; what credit or credit notes settled, what gives credit, and what cost nothing has no receipt.</summary>
internal sealed class ReceiptMail(InvoiceDocuments documents, MailSender sender, PortalAddress portal, ReportingZone zone, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.receipt";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var invoiceId = JsonSerializer.Deserialize<InvoiceCause>(message.Payload)!.InvoiceId;
        var made = (await documents.EnsureAsync(invoiceId, cancellationToken)).Answered();

        var invoice = InvoiceDocument.FromJson(made.Content);
        if (invoice.Buyer.Email is not { } address)
        {
            return;
        }

        // What a credit note settled has brought nobody's money or credit.
        if (invoice is { AmountPaid.IsZero: true, IsCredited: false, Total.IsZero: false } && invoice is { CarriedOver: null, AppliedBalance: not { MinorUnits: < 0 } })
        {
            return;
        }

        var mail = invoice.IsCredited ? Returned(invoice, invoiceId) : invoice is { AmountPaid.IsZero: true, Total.IsZero: true } ? Free(invoice, invoiceId) : invoice.AmountPaid.IsZero ? Credited(invoice, invoiceId) : Paid(invoice, invoiceId);
        var file = new MailFile($"invoice-{invoice.Number}.pdf", "application/pdf", await documents.ReadAsync(made, cancellationToken));
        mail = mail with { Files = invoice.AmountPaid.IsZero ? [file] : [new MailFile($"receipt-{invoice.Number}.pdf", "application/pdf", InvoiceDocuments.Receipt(made)), file] };
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }

    private BillingMail Free(InvoiceDocument invoice, string invoiceId)
    {
        var nothing = MoneyFormat.Text(invoice.Total);
        return new BillingMail(
            seller.Value.Name,
            $"Your order from {seller.Value.Name}: {nothing}",
            "Your order is complete",
            $"Nothing was charged. Invoice {invoice.Number} is attached.",
            $"Your order from {seller.Value.Name} came to {nothing}, and nothing was charged. The invoice is attached.",
            [.. InvoiceFacts.Of(invoice), ("Total", nothing), ("On", BillingMail.Day(zone.DayOf(invoice.PaidAt ?? invoice.IssuedAt))), ("Invoice", invoice.Number)],
            "See the invoice",
            portal.Link($"/billing/invoices/{invoiceId}"));
    }

    private BillingMail Credited(InvoiceDocument invoice, string invoiceId)
    {
        var total = MoneyFormat.Text(invoice.Total);
        const string Settled = "settled without a payment";
        var credit = invoice.AppliedBalance is { MinorUnits: < 0 } balance ? MoneyFormat.Text(-balance) + " by the credit that you had" : null;
        var (done, how) = invoice switch
        {
            { CarriedOver: { } rest } => (Settled, $"settled: {(credit is null ? "" : credit + "; ")}{MoneyFormat.Text(rest)} is too little to be charged and goes on your next invoice"),
            { TakenOff: { } takenOff } => (Settled, $"settled: {credit}, {MoneyFormat.Text(takenOff)} by credit notes"),
            _ => ("paid by your credit", "paid by the credit that you had"),
        };
        return new BillingMail(
            seller.Value.Name,
            $"Your invoice from {seller.Value.Name}: {total}, {done}",
            $"{total} {done}",
            $"Invoice {invoice.Number} is settled, and nothing was charged. It is attached.",
            $"Invoice {invoice.Number} of {seller.Value.Name} is {how}. Nothing was charged. The invoice is attached.",
            [.. InvoiceFacts.Of(invoice), ("Charged", MoneyFormat.Text(invoice.AmountPaid)), ("On", BillingMail.Day(zone.DayOf(invoice.PaidAt ?? invoice.IssuedAt))), ("Invoice", invoice.Number)],
            "See the invoice",
            portal.Link($"/billing/invoices/{invoiceId}"));
    }

    private BillingMail Returned(InvoiceDocument invoice, string invoiceId)
    {
        var back = MoneyFormat.Text(-invoice.Total);
        return new BillingMail(
            seller.Value.Name,
            $"Your credit from {seller.Value.Name}: {back}",
            $"{back} given back as credit",
            $"Invoice {invoice.Number} gives it back. It is attached.",
            $"Invoice {invoice.Number} of {seller.Value.Name} gives you {back} back as credit, which is taken off what you buy next. The invoice is attached.",
            [.. InvoiceFacts.Of(invoice), ("On", BillingMail.Day(zone.DayOf(invoice.IssuedAt))), ("Invoice", invoice.Number)],
            "See the invoice",
            portal.Link($"/billing/invoices/{invoiceId}"));
    }

    private BillingMail Paid(InvoiceDocument invoice, string invoiceId)
    {
        var paid = MoneyFormat.Text(invoice.AmountPaid);
        return new BillingMail(
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
            portal.Link($"/billing/invoices/{invoiceId}"));
    }
}
