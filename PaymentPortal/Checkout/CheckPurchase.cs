using PaymentPortal.Gateway;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

/// <summary>Asks Stripe itself how a purchase stands, where its event lets wait for itself. The answer takes the same way as an event.</summary>
internal sealed class CheckPurchase(StripeGateway gateway, InboxStore inbox)
{
    public async Task RunAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        if (purchase.SubscriptionId is { } subscriptionId)
        {
            var subscription = await gateway.GetStartedSubscriptionAsync(subscriptionId, cancellationToken);
            if (subscription.IsDone)
            {
                await inbox.AddAsync(subscription.Value.Answer, "subscription", cancellationToken);
            }
        }

        if (purchase.PaymentId is { } paymentId)
        {
            var payment = await gateway.GetPaymentAsync(paymentId, cancellationToken);
            if (payment.IsDone)
            {
                await inbox.AddAsync(payment.Value, "payment_intent", cancellationToken);
            }
        }
    }
}
