using PaymentPortal.Gateway;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

/// <summary>Asks Stripe itself how a purchase stands, where its event lets wait for itself. The answers take the same way as an event.</summary>
internal sealed class CheckPurchase(StripeGateway gateway, InboxStore inbox)
{
    /// <summary>False where Stripe says that no payment is under way; an earlier refusal, which our tables may still hold, says nothing about the payment after it.</summary>
    public async Task<bool> RunAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        if (purchase.SubscriptionId is { } subscriptionId)
        {
            var subscription = await gateway.GetStartedSubscriptionAsync(subscriptionId, cancellationToken);
            if (subscription.IsDone)
            {
                await inbox.AddAsync(subscription.Value.Answer, "subscription", cancellationToken);
            }
        }

        if (purchase.PaymentId is not { } paymentId)
        {
            return purchase.SubscriptionId is not null;
        }

        var payment = await gateway.GetPaymentAsync(paymentId, cancellationToken);
        if (!payment.IsDone)
        {
            return true;
        }

        await inbox.AddAsync(payment.Value, "payment_intent", cancellationToken);
        return payment.Value.Snapshot.Status is "processing" or "succeeded";
    }
}
