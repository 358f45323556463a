using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>An attempt to charge an invoice by itself.</summary>
internal sealed record CollectionCause(string InvoiceId, int Attempt);

/// <summary>
/// Tells the customer of an attempt that did not come through, once for each: that the bank asks him, or that the payment failed. Which of the two, and whether it still matters, Stripe is asked when the mail is
/// written, so that the order in which its events came has no part in it.
/// </summary>
internal sealed class CollectionMail(
    IDbContextFactory<PortalDbContext> contexts, BillingGateway gateway, SubscriptionGateway subscriptions, MailSender sender, PortalAddress portal, ReportingZone zone, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.collection";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var cause = JsonSerializer.Deserialize<CollectionCause>(message.Payload)!;
        var asked = (await gateway.GetInvoiceToPayAsync(cause.InvoiceId, cancellationToken)).Answered();

        // A later attempt has a mail of its own, and so has a debit that came back; what is paid, or on its way, needs none.
        var invoice = asked.Answer.Snapshot;
        if (!asked.IsPayable || invoice.AttemptCount != cause.Attempt || MethodText.IsDebit(asked.FailedMethod))
        {
            return;
        }

        // A change that waits for its payment was told on the page that asked for it, and lapses by itself; one that is in force is owed.
        if (invoice is { BillingReason: "subscription_update", SubscriptionId: { } subscription } && (await subscriptions.GetAsync(subscription, cancellationToken)).Answered().Snapshot.PendingUpdate is not null)
        {
            return;
        }

        // An order, or what else nobody charges by itself: who tried to pay it was there.
        if (invoice is { BillingReason: "manual", IsCollected: false })
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Customers.Where(c => c.Id == invoice.CustomerId).Select(c => c.Email).FirstOrDefaultAsync(cancellationToken) is not { } address)
        {
            return;
        }

        var mail = asked.PaymentStatus == "requires_action" || asked.FailureCode == "authentication_required" ? Asks(invoice) : Failed(invoice, asked.FailureCode);
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }

    private BillingMail Asks(Gateway.Snapshots.InvoiceSnapshot invoice)
    {
        var due = MoneyFormat.Text(invoice.AmountDue);
        return new BillingMail(
            seller.Value.Name,
            $"Confirm your payment of {due} to {seller.Value.Name}",
            "Your bank asks you to confirm",
            $"{due} for invoice {invoice.Number} wait for your confirmation.",
            $"Your bank wants to hear from you before it pays {due} to {seller.Value.Name} (3D Secure). Nothing was charged yet. It takes a minute.",
            [("To confirm", due), ("Invoice", invoice.Number ?? invoice.Id), ("Issued", Day(invoice.FinalizedAt ?? invoice.CreatedAt))],
            $"Confirm {due}",
            portal.Link($"/billing/fix?invoice={invoice.Id}"));
    }

    private BillingMail Failed(Gateway.Snapshots.InvoiceSnapshot invoice, string? code)
    {
        var due = MoneyFormat.Text(invoice.AmountDue);
        return new BillingMail(
            seller.Value.Name,
            $"Your payment of {due} to {seller.Value.Name} failed",
            "Your payment failed",
            $"{due} for invoice {invoice.Number} could not be charged. Update your card, and it is paid at once.",
            $"{seller.Value.Name} could not charge {due} for invoice {invoice.Number}. Nothing was charged. Choose another card, and the invoice is paid at once.",
            [
                ("To pay", due),
                ("Reason", code is null ? "The bank gave none" : DeclineText.Of(code)),
                ("Invoice", invoice.Number ?? invoice.Id),
                ("Next attempt", invoice.NextAttemptAt is { } next ? Day(next) : "None by itself"),
            ],
            "Update card and pay",
            portal.Link($"/billing/fix?invoice={invoice.Id}"));
    }

    private string Day(DateTimeOffset instant) => BillingMail.Day(zone.DayOf(instant));
}
