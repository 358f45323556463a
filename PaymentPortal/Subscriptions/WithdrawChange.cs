using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Takes back a change that has not come yet: one that waits for the end of the period, or for its payment.</summary>
internal sealed class WithdrawChange(SubscriptionRequests requests, SubscriptionGateway gateway, StripeGateway stripe, InboxStore inbox)
{
    public async Task<Outcome> RunAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken)
    {
        var outcome = await requests.RunAsync(userId, subscriptionId, SubscriptionRequestKind.Withdraw, "", (request, waiting) => AskAsync(request, subscriptionId, waiting), cancellationToken);
        return outcome.IsDone ? Outcome.Done : outcome.Refusal;
    }

    private async Task<Outcome<bool>> AskAsync(SubscriptionRequest request, string subscriptionId, CancellationToken cancellationToken)
    {
        var fresh = await gateway.GetAsync(subscriptionId, cancellationToken);
        if (!fresh.IsDone)
        {
            return fresh.Refusal;
        }

        if (fresh.Value.Snapshot.ScheduleId is { } schedule)
        {
            var released = await gateway.ReleaseAsync(schedule, $"request-{request.Id}", cancellationToken);
            if (!released.IsDone)
            {
                return released.Refusal;
            }

            await inbox.AddAsync(released.Value, "subscription_schedule", cancellationToken);
        }

        if (fresh.Value.Snapshot is { PendingUpdate: not null, LatestInvoiceId: { } invoiceId })
        {
            // Without its invoice a change lapses; one that has just been paid for stays.
            var voided = await stripe.VoidInvoiceAsync(invoiceId, $"request-{request.Id}-void", cancellationToken);
            if (!voided.IsDone)
            {
                return voided.Refusal.Code == StripeGateway.NotVoidable ? new Refusal(StripeGateway.NotVoidable, "The change has just been paid for and is in force. Nothing was withdrawn.") : voided.Refusal;
            }

            await inbox.AddAsync(voided.Value, "invoice", cancellationToken);
        }

        var now = await gateway.GetAsync(subscriptionId, cancellationToken);
        if (now is { IsDone: true, Value.Snapshot: { PendingUpdate: not null, PlanItem: { } item } })
        {
            // Another wish for the items takes the place of the one that waits: here, what they are.
            now = await gateway.ChangeAsync(new ItemChange(subscriptionId, item.Id, item.PriceId, item.Quantity), charges: false, $"request-{request.Id}-items", cancellationToken);
        }

        if (!now.IsDone)
        {
            return now.Refusal;
        }

        await inbox.AddAsync(now.Value, "subscription", cancellationToken);
        return true;
    }
}
