using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Subscriptions;

internal sealed class SubscriptionScheduleProjector(SubscriptionNotices notices) : IProjector
{
    public string ObjectKind => "subscription_schedule";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (ScheduleSnapshot)newest.Snapshot;
        var schedule = await context.SubscriptionSchedules.FindAsync([snapshot.Id], cancellationToken);
        if (schedule is null)
        {
            context.SubscriptionSchedules.Add(schedule = new SubscriptionSchedule { Id = snapshot.Id, Status = snapshot.Status });
        }

        if (schedule is { Status: "active", SubscriptionId: { } subscriptionId, ChangesAt: { } day } && snapshot.Status == "released" && day > newest.At)
        {
            await notices.NoteWithdrawnAsync(context, snapshot.Id, subscriptionId, day, cancellationToken);
        }

        var next = snapshot.Next;
        schedule.SubscriptionId = snapshot.SubscriptionId;
        schedule.Status = snapshot.Status;
        schedule.ChangesAt = next?.StartsAt;
        schedule.PriceId = next?.PlanItem?.PriceId;
        schedule.Quantity = next?.PlanItem?.Quantity;
        await notices.NoteComingAsync(context, schedule, newest.At, cancellationToken);
    }
}
