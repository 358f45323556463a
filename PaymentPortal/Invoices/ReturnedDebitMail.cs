using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>A bank debit that came back.</summary>
internal sealed record ReturnedDebitCause(string ChargeId, string PaymentId);

/// <summary>Asks for a mail when a bank refuses a debit: the one attempt whose end nobody sees who is in checkout.</summary>
internal sealed class ReturnedDebits(OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "charge";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        if (newest.Snapshot is ChargeSnapshot { Status: "failed", PaymentId: { } payment } charge && MethodText.IsDebit(charge.MethodType))
        {
            await outbox.AddAsync(context, charge.Id, ReturnedDebitMail.EffectName, new ReturnedDebitCause(charge.Id, payment), cancellationToken);
        }
    }
}

/// <summary>Tells the payer that the bank has refused a debit, of an order or of what is charged by itself, and where it can be paid in another way.</summary>
internal sealed class ReturnedDebitMail(
    IDbContextFactory<PortalDbContext> contexts, StripeGateway payments, BillingGateway gateway, MailSender sender, PortalAddress portal, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.returned-debit";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var cause = JsonSerializer.Deserialize<ReturnedDebitCause>(message.Payload)!;
        var found = (await payments.FindInvoiceOfPaymentAsync(cause.PaymentId, cancellationToken)).Answered();

        if (found.Length == 0)
        {
            return;
        }

        var asked = (await gateway.GetInvoiceToPayAsync(found, cancellationToken)).Answered();

        // What was paid meanwhile, or is on its way again, needs no mail.
        var invoice = asked.Answer.Snapshot;
        if (!asked.IsPayable)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var charge = await context.Charges.AsNoTracking().SingleAsync(c => c.Id == cause.ChargeId, cancellationToken);
        if (await context.Customers.Where(c => c.Id == invoice.CustomerId).Select(c => c.Email).FirstOrDefaultAsync(cancellationToken) is not { } address)
        {
            return;
        }

        var due = MoneyFormat.Text(invoice.AmountDue);
        var account = MethodText.Of(charge) ?? "your bank account";
        var means = invoice.BillingReason switch
        {
            "subscription_create" => "Nothing was charged, and what you ordered has not begun. Pay in another way, and it is settled at once; or withdraw the order in Billing, and choose another plan.",
            "subscription_update" => "Nothing was charged. Pay in another way, and it is settled at once; Billing shows what your plan is until then.",
            _ => "Nothing was charged, and the invoice is open. Pay in another way, and it is settled at once.",
        };
        var mail = new BillingMail(
            seller.Value.Name,
            $"Your bank returned the payment of {due} to {seller.Value.Name}",
            "Your bank returned the payment",
            $"{due} for invoice {invoice.Number} did not arrive. Pay in another way, and it is settled at once.",
            $"{seller.Value.Name} asked your bank for {due} for invoice {invoice.Number}, and it refused. {means}",
            [("To pay", due), ("From", account), ("Reason", DeclineText.Of(charge.FailureCode)), ("Invoice", invoice.Number ?? invoice.Id)],
            $"Pay {due} in another way",
            portal.Link($"/billing/fix?invoice={invoice.Id}"));
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }
}
