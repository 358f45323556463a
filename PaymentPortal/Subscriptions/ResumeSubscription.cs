using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Ends a pause before its day.</summary>
internal sealed class ResumeSubscription(SubscriptionRequests requests, SubscriptionGateway gateway, InboxStore inbox)
{
    public async Task<Outcome> RunAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken)
    {
        var outcome = await requests.RunAsync(userId, subscriptionId, SubscriptionRequestKind.Resume, "", (request, waiting) => AskAsync(request, subscriptionId, waiting), cancellationToken);
        return outcome.IsDone ? Outcome.Done : outcome.Refusal;
    }

    private async Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> AskAsync(SubscriptionRequest request, string subscriptionId, CancellationToken cancellationToken)
    {
        var asked = await gateway.GetAsync(subscriptionId, cancellationToken);
        if (asked is { IsDone: true, Value.Snapshot: { CollectionPaused: true, Status: not "canceled" } })
        {
            asked = await gateway.ResumeAsync(subscriptionId, $"request-{request.Id}", cancellationToken);
        }

        if (asked.IsDone)
        {
            await inbox.AddAsync(asked.Value, "subscription", cancellationToken);
        }

        return asked;
    }
}
