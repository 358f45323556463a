using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>What is had of a plan, and what is planned to take its place.</summary>
/// <param name="PriceId">The price of what is had.</param>
/// <param name="Quantity">How many of it.</param>
/// <param name="Coming">What is planned; null where nothing is.</param>
/// <param name="ComingAt">When that comes.</param>
internal sealed record PlanState(string? PriceId, long Quantity, ScheduleItemSnapshot? Coming, DateTimeOffset? ComingAt)
{
    /// <summary>Whether what was confirmed in this state is still the same in another: where only the plan to come has been withdrawn, it is, since a change withdraws that itself.</summary>
    public bool HoldsIn(PlanState now) => now == this || now == this with { Coming = null, ComingAt = null };
}

/// <summary>Reads the state of a plan from Stripe.</summary>
internal sealed class PlanStates(StripeGateway stripe)
{
    public async Task<Outcome<PlanState>> OfAsync(SubscriptionSnapshot subscription, CancellationToken cancellationToken)
    {
        var state = new PlanState(subscription.PlanItem?.PriceId, subscription.PlanItem?.Quantity ?? 0, null, null);
        if (subscription.ScheduleId is not { } id)
        {
            return state;
        }

        var schedule = await stripe.FetchAsync("subscription_schedule", id, cancellationToken);

        // A change that has come leaves its schedule for a period more.
        return !schedule.IsDone ? schedule.Refusal
            : ((ScheduleSnapshot)schedule.Value.Snapshot).Next is { } next ? state with { Coming = next.PlanItem, ComingAt = next.StartsAt }
            : state;
    }
}
