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

        // Stripe's own time: that of a test clock may be another.
        var end = await previews.EndAsync(subscriptionId, givesBack: true, cancellationToken);
        if (!end.IsDone && end.Refusal.Code != SubscriptionPreviews.Nothing)
        {
            return end.Refusal;
        }

        if (await subscriptions.FindAsync(subscriptionId, cancellationToken) is not { } subscription || !options.Value.DiscountReaches(subscription, end.IsDone ? end.Value.At : time.GetUtcNow()))
        {
            return new Refusal("no_payment", "No payment that the discount is for falls into its time.");
        }

        var taken = await gateway.DiscountAsync(subscriptionId, options.Value.DiscountPercent, options.Value.DiscountMonths, $"request-{request.Id}", cancellationToken);
        if (taken.IsDone)
        {
            await inbox.AddAsync(taken.Value, "subscription", cancellationToken);
            await notices.NoteDiscountAsync(subscription, cancellationToken);
        }

        return taken;
    }
}
