using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Takes a cancellation back while the subscription still runs.</summary>
internal sealed class KeepSubscription(SubscriptionRequests requests, PlanChanges changes, SubscriptionGateway gateway, InboxStore inbox)
{
    public async Task<Outcome> RunAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken)
    {
        var outcome = await requests.RunAsync(userId, subscriptionId, SubscriptionRequestKind.Keep, "", (request, waiting) => AskAsync(request, subscriptionId, waiting), cancellationToken);
        return outcome.IsDone ? Outcome.Done : outcome.Refusal;
    }

    private async Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> AskAsync(SubscriptionRequest request, string subscriptionId, CancellationToken cancellationToken)
    {
        var asked = await gateway.GetAsync(subscriptionId, cancellationToken);
        if (asked is { IsDone: true, Value.Snapshot: { Status: not "canceled" } known } && (known.CancelAtPeriodEnd || known.CancelAt is not null))
        {
            if (await changes.TrialNeedsCardAsync(known, cancellationToken) is { } hindrance)
            {
                return hindrance;
            }

            asked = await gateway.KeepAsync(subscriptionId, known.CancelAtPeriodEnd, $"request-{request.Id}", cancellationToken);
        }

        if (!asked.IsDone)
        {
            return asked.Refusal;
        }

        await inbox.AddAsync(asked.Value, "subscription", cancellationToken);
        return asked.Value.Snapshot.Status == "canceled" ? new Refusal("ended", "The subscription has ended meanwhile. You can come back with the same plan.") : asked;
    }
}
