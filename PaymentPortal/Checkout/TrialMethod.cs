using PaymentPortal.Checkout.Risk;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>
/// What a trial is charged to when it is over. It is saved before the trial is ordered: Stripe lets a trial run whose own setup intent still waits, so that whoever left at that point would have it without a card.
/// </summary>
internal sealed class TrialMethod(PlaceOrder place, WeighAttempt weigh, BillingGateway gateway, CheckoutGateway checkout, InboxStore inbox)
{
    /// <summary>Before a trial that needs one: the step that saves a method, or a refusal; null once there is one to charge.</summary>
    public async Task<Outcome<PaymentStep>?> BeforeAsync(AttemptQuestion attempt, PayWish wish, CancellationToken cancellationToken)
    {
        var purchase = attempt.Purchase!;
        var customer = await place.CustomerAsync(purchase, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        if (wish.MethodId is { } methodId)
        {
            return await PrepareAsync(customer.Value, methodId, cancellationToken) is { } refused ? (Outcome<PaymentStep>?)refused : null;
        }

        if (await weigh.SaveCardAsync(attempt with { Purchase = null }, cancellationToken) is { } stopped)
        {
            return stopped;
        }

        var setup = await gateway.StartSetupAsync(customer.Value, cancellationToken);
        return setup.IsDone ? new PaymentStep("setup", setup.Value) : setup.Refusal;
    }

    /// <summary>Says that a plan which has begun without a payment, for a trial or from credit, is paid by the method that was chosen for it.</summary>
    public async Task<Refusal?> UseAsync(StartedOrder started, PayWish wish, CancellationToken cancellationToken)
    {
        if (wish.MethodId is not { } methodId || started.Subscription?.Snapshot is not { } trial || trial.DefaultPaymentMethodId == methodId)
        {
            return null;
        }

        var subscription = await gateway.SetSubscriptionDefaultAsync(trial.Id, methodId, cancellationToken);
        if (!subscription.IsDone)
        {
            return subscription.Refusal;
        }

        await inbox.AddAsync(subscription.Value, "subscription", cancellationToken);
        return null;
    }

    /// <summary>Makes the method the customer's own where he has none yet, before the trial begins: whatever fails after that, it can be charged.</summary>
    private async Task<Refusal?> PrepareAsync(string customerId, string methodId, CancellationToken cancellationToken)
    {
        var known = await checkout.GetDefaultMethodAsync(customerId, cancellationToken);
        if (!known.IsDone)
        {
            return known.Refusal;
        }

        if (known.Value.Length > 0)
        {
            return null;
        }

        var customer = await gateway.SetDefaultAsync(customerId, methodId, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        await inbox.AddAsync(customer.Value, "customer", cancellationToken);
        return null;
    }
}
