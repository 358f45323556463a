using PaymentPortal.Gateway;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

/// <summary>How a purchase's payment stands at Stripe.</summary>
/// <param name="IsUnderWay">A payment is under way.</param>
/// <param name="VerifiedAt">Where its buyer first confirms that the bank account is his; null where that is not asked.</param>
/// <param name="AsksBuyer">Its buyer was asked by his bank to confirm it, and has not answered.</param>
internal sealed record PaymentStanding(bool IsUnderWay, Uri? VerifiedAt = null, bool AsksBuyer = false);

/// <summary>Asks Stripe itself how a purchase stands, where its event lets wait for itself. The answers take the same way as an event.</summary>
internal sealed class CheckPurchase(CheckoutGateway checkout, StripeGateway gateway, InboxStore inbox)
{
    private static readonly PaymentStanding UnderWay = new(true);

    /// <summary>Not under way where Stripe says that no payment is; an earlier refusal, which our tables may still hold, says nothing about the payment after it.</summary>
    public async Task<PaymentStanding> RunAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        if (purchase.InvoiceId is not { } invoiceId)
        {
            return new PaymentStanding(false);
        }

        if (purchase.SubscriptionId is not null)
        {
            var started = await checkout.GetStartedAsync(purchase.SubscriptionId, invoiceId, cancellationToken);
            if (started.Value?.Subscription is { } subscription)
            {
                await inbox.AddAsync(subscription, "subscription", cancellationToken);
            }
        }

        var invoice = await gateway.GetInvoiceAsync(invoiceId, cancellationToken);
        if (invoice.IsDone)
        {
            await inbox.AddAsync(invoice.Value, "invoice", cancellationToken);
        }

        if (purchase.PaymentId is not { } paymentId)
        {
            return UnderWay;
        }

        var payment = await gateway.GetPaymentAsync(paymentId, cancellationToken);
        if (!payment.IsDone)
        {
            return UnderWay;
        }

        await inbox.AddAsync(payment.Value, "payment_intent", cancellationToken);
        var (status, verifiedAt) = (payment.Value.Snapshot.Status, payment.Value.Snapshot.VerifiedAt);
        return new PaymentStanding(status is "processing" or "succeeded", verifiedAt, AsksBuyer: status == "requires_action" && verifiedAt is null);
    }
}
