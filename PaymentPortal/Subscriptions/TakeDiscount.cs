using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Takes the discount that is offered to who wanted to leave; once.</summary>
internal sealed class TakeDiscount(
    SubscriptionRequests requests, SubscriptionQueries subscriptions, SubscriptionGateway gateway, SubscriptionPreviews previews, SubscriptionNotices notices, InboxStore inbox, IOptions<RetentionOptions> options, TimeProvider time)
{
    private static readonly Refusal NoPayment = new("no_payment", "No payment that the discount is for falls into its time.");

    public async Task<Outcome> RunAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken)
    {
        var outcome = await requests.RunAsync(userId, subscriptionId, SubscriptionRequestKind.Discount, "", (request, waiting) => AskAsync(request, subscriptionId, waiting), cancellationToken);
        return outcome.IsDone ? Outcome.Done : outcome.Refusal;
    }

    private async Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> AskAsync(SubscriptionRequest request, string subscriptionId, CancellationToken cancellationToken)
    {
        if (await subscriptions.HadDiscountAsync(request.OrganisationId, cancellationToken))
        {
            return new Refusal("once", "Your organisation has had this discount already.");
        }

        if (await subscriptions.FindAsync(subscriptionId, cancellationToken) is not { } subscription)
        {
            return NoPayment;
        }

        var renewal = await gateway.GetRenewalAsync(subscriptionId, cancellationToken);
        if (!renewal.IsDone)
        {
            return renewal.Refusal;
        }

        // An earlier press whose answer was lost.
        if (renewal.Value.Discounts.Any(d => d.IsForStaying))
        {
            return await NoteAsync(subscription, await gateway.GetAsync(subscriptionId, cancellationToken), cancellationToken);
        }

        // Stripe's own time: that of a test clock may be another.
        var end = await previews.EndAsync(subscriptionId, givesBack: true, cancellationToken);
        if (!end.IsDone && end.Refusal.Code != SubscriptionPreviews.Nothing)
        {
            return end.Refusal;
        }

        if (!options.Value.DiscountReaches(subscription, end.IsDone ? end.Value.At : time.GetUtcNow()))
        {
            return NoPayment;
        }

        return await NoteAsync(
            subscription, await gateway.DiscountAsync(subscriptionId, options.Value.DiscountPercent, options.Value.DiscountMonths, $"request-{request.Id}", cancellationToken), cancellationToken);
    }

    private async Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> NoteAsync(Subscription subscription, Outcome<StripeAnswer<SubscriptionSnapshot>> taken, CancellationToken cancellationToken)
    {
        if (taken.IsDone)
        {
            await inbox.AddAsync(taken.Value, "subscription", cancellationToken);
            await notices.NoteDiscountAsync(subscription, cancellationToken);
        }

        return taken;
    }
}
