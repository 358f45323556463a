using System.Globalization;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>Stops charging until a day; what would be billed in between is not billed.</summary>
internal sealed class PauseSubscription(
    SubscriptionRequests requests, PlanStates states, SubscriptionGateway gateway, InboxStore inbox, IOptions<RetentionOptions> options, ReportingZone zone, TimeProvider time)
{
    public async Task<Outcome> RunAsync(Guid userId, string subscriptionId, DateOnly until, CancellationToken cancellationToken)
    {
        var outcome = await requests.RunAsync(
            userId, subscriptionId, SubscriptionRequestKind.Pause, until.ToString("O", CultureInfo.InvariantCulture), (request, waiting) => AskAsync(request, subscriptionId, until, waiting), cancellationToken);
        return outcome.IsDone ? Outcome.Done : outcome.Refusal;
    }

    private async Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> AskAsync(SubscriptionRequest request, string subscriptionId, DateOnly until, CancellationToken cancellationToken)
    {
        var fresh = await gateway.GetAsync(subscriptionId, cancellationToken);
        if (!fresh.IsDone)
        {
            return fresh.Refusal;
        }

        var subscription = fresh.Value.Snapshot;
        var resumes = zone.StartOf(until);
        var now = time.GetUtcNow();
        var begin = subscription.PlanItem is { } item && item.CurrentPeriodStart > now ? item.CurrentPeriodStart : now;
        if (resumes <= begin || resumes > begin.AddDays(options.Value.LongestPauseDays))
        {
            var last = zone.DayOf(begin.AddDays(options.Value.LongestPauseDays));
            return new Refusal("until", $"Choose a day after today and not after {last.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}.", "until");
        }

        if (subscription.PendingUpdate is not null)
        {
            return new Refusal(PlanChanges.Pending, "A change of the plan waits for its payment. Pay or withdraw it first.");
        }

        if (subscription is not { Status: "active", CancelAtPeriodEnd: false, CancelAt: null })
        {
            return new Refusal("not_active", "Only a plan that is paid and not set to end can be paused.");
        }

        var state = await states.OfAsync(subscription, cancellationToken);
        if (!state.IsDone)
        {
            return state.Refusal;
        }

        if (state.Value.ComingAt is not null)
        {
            return new Refusal("planned", "A change of the plan is planned. Withdraw it first, or pause when it has come.");
        }

        var paused = await gateway.PauseAsync(subscriptionId, resumes, $"request-{request.Id}", cancellationToken);
        if (paused.IsDone)
        {
            await inbox.AddAsync(paused.Value, "subscription", cancellationToken);
        }

        return paused;
    }
}
