using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Documents;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;

namespace PaymentPortal.Invoices;

/// <summary>Thanks for a purchase, with the invoice as PDF, once Stripe says that it is paid.</summary>
internal sealed class PurchaseConfirmation(
    IDbContextFactory<PortalDbContext> contexts,
    InvoiceDocuments documents,
    Catalogue catalogue,
    MailSender sender,
    PortalAddress portal,
    ReportingZone zone) : IEffect
{
    public const string EffectName = "mail.purchase-confirmation";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var invoiceId = JsonSerializer.Deserialize<InvoiceCause>(message.Payload)!.InvoiceId;
        var made = (await documents.EnsureAsync(invoiceId, cancellationToken)).Answered();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var subscriptionId = await context.Invoices.Where(i => i.Id == invoiceId).Select(i => i.SubscriptionId).SingleAsync(cancellationToken);
        var subscription = await context.Subscriptions.AsNoTracking().Include(s => s.Items).SingleOrDefaultAsync(s => s.Id == subscriptionId, cancellationToken)
            ?? throw new EffectWaitsException($"The subscription of invoice {invoiceId} is not known yet.");
        var invoice = InvoiceDocument.FromJson(made.Content);
        if (invoice.Buyer.Email is not { } address)
        {
            throw new InvalidOperationException($"The buyer of invoice {invoiceId} has no mail address.");
        }

        var line = InvoiceFacts.PlanLine(invoice) ?? invoice.Lines[0];
        var plan = subscription.Items.Select(i => catalogue.NameOf(i.LookupKey)).FirstOrDefault(name => name is not null) ?? line.Description;
        var from = zone.DayOf(line.PeriodStart ?? invoice.IssuedAt);
        var until = zone.DayOf(line.PeriodEnd ?? invoice.IssuedAt);
        var pdf = new MailFile($"invoice-{invoice.Number}.pdf", "application/pdf", await documents.ReadAsync(made, cancellationToken));
        var mail = new PurchaseMail(invoice.Buyer.Name, plan, invoice.AmountPaid, from, until, subscription.CancelAtPeriodEnd ? null : until, invoice.Number, portal.Link("/billing"), pdf)
        {
            Bought = InvoiceFacts.Of(invoice, plan),
            Beside = [.. invoice.Lines.Where(other => other != line).Select(other => InvoiceFacts.NameOf(other))],
            TrialEnds = invoice.AmountPaid.IsZero && subscription is { Status: "trialing", TrialEnd: { } end } ? zone.DayOf(end) : null,
        };
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }
}
