using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>Lets a buyer go back on an order that was not paid, such as one whose debit his bank returned: it becomes unpayable, and what it had begun ends. What was in the cart stays, should he come back.</summary>
internal sealed class WithdrawOrder(
    IDbContextFactory<PortalDbContext> contexts, PurchaseQueries purchases, VoidOrder voiding, StripeGateway gateway, StripePatience patience, InboxStore inbox)
{
    private static readonly Refusal NotFound = new(PayPurchase.NotFound, "This order does not exist.");
    private static readonly Refusal NotOpen = new("not_open", "This order has been paid or withdrawn already. Nothing was changed.");
    private static readonly Refusal OnItsWay = new("payment_on_its_way", "The payment of this order is on its way, so that it cannot be withdrawn now.");

    public async Task<Outcome> RunAsync(PurchaseId id, Guid userId, CancellationToken cancellationToken)
    {
        if (await purchases.OfUserAsync(id, userId, cancellationToken) is not { } purchase)
        {
            return NotFound;
        }

        if (purchase is not { State: PurchaseState.Open, InvoiceId: { } invoiceId })
        {
            return NotOpen;
        }

        var withdrawn = await patience.RunAsync(waiting => VoidAsync(purchase, invoiceId, waiting), cancellationToken);
        return withdrawn.IsDone ? await LetGoAsync(id, invoiceId, cancellationToken) : withdrawn.Refusal;
    }

    private async Task<Outcome<string>> VoidAsync(Purchase purchase, string invoiceId, CancellationToken cancellationToken)
    {
        if (purchase.PaymentId is { } paymentId)
        {
            var payment = await gateway.GetPaymentAsync(paymentId, cancellationToken);
            if (!payment.IsDone)
            {
                return payment.Refusal;
            }

            if (payment.Value.Snapshot.Status is "processing" or "succeeded")
            {
                return payment.Value.Snapshot.Status == "processing" ? OnItsWay : NotOpen;
            }
        }

        var voided = await voiding.RunAsync(invoiceId, purchase.SubscriptionId, cancellationToken);
        if (!voided.IsDone)
        {
            return voided.Refusal.Code == StripeGateway.NotVoidable ? NotOpen : voided.Refusal;
        }

        await inbox.AddAsync(voided.Value, "invoice", cancellationToken);
        return invoiceId;
    }

    private async Task<Outcome> LetGoAsync(PurchaseId id, string invoiceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Purchases.FirstOrDefaultAsync(p => p.Id == id && p.InvoiceId == invoiceId, cancellationToken) is { } row)
        {
            row.BeginAgain(fingerprint: null);
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return OtherOrders.Changed;
            }
        }

        return Outcome.Done;
    }
}
