using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Checkout.Risk;

/// <summary>
/// Makes an order unpayable once too many cards were declined on it: whoever holds its secret could go on trying cards at Stripe without asking the portal. Where the stop has ended, the next press asks for another order.
/// </summary>
internal sealed class StopOrder(IDbContextFactory<PortalDbContext> contexts, RiskReading reading, VoidOrder voiding, InboxStore inbox) : IEffect
{
    public const string EffectName = "risk.stop-order";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var paymentId = JsonSerializer.Deserialize<DeclineCause>(message.Payload)!.PaymentId;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var attempt = await context.PaymentAttempts.AsNoTracking().Where(a => a.PaymentId == paymentId).OrderByDescending(a => a.At).FirstAsync(cancellationToken);
        if (await context.Purchases.FirstOrDefaultAsync(p => p.PaymentId == paymentId && p.State == PurchaseState.Open, cancellationToken) is not { InvoiceId: { } invoiceId } purchase)
        {
            return;
        }

        var approvedAt = await context.HeldPurchases.Where(h => h.PurchaseId == purchase.Id && h.State == HoldState.Approved).MaxAsync(h => h.DecidedAt, cancellationToken);
        var asked = new AttemptQuestion(attempt.UserId, attempt.OrganisationId, attempt.Address ?? "", attempt.Amount, null);
        if (await reading.StoppedUntilAsync(context, asked, approvedAt, cancellationToken) is null)
        {
            return;
        }

        var voided = await voiding.RunAsync(invoiceId, purchase.SubscriptionId, cancellationToken);
        if (voided.IsDone)
        {
            await inbox.AddAsync(voided.Value, "invoice", cancellationToken);
        }
        else if (StripeFault.Passes(voided.Refusal))
        {
            throw new EffectWaitsException(voided.Refusal.Sentence);
        }
        else if (voided.Refusal.Code == StripeGateway.NotVoidable)
        {
            // A card was accepted after all, or a press has let go of the order already.
            return;
        }
        else
        {
            throw new InvalidOperationException($"Stripe did not void {invoiceId}: {voided.Refusal.Code}");
        }

        purchase.BeginAgain(fingerprint: null);
        await context.SaveChangesAsync(cancellationToken);
    }
}
