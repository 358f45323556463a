using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Subscriptions;

internal sealed class SubscriptionProjector(PriceKeys keys) : IProjector
{
    public string ObjectKind => "subscription";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (SubscriptionSnapshot)newest.Snapshot;
        var subscription = await context.Subscriptions.Include(s => s.Items).FirstOrDefaultAsync(s => s.Id == snapshot.Id, cancellationToken);
        if (subscription is null)
        {
            context.Subscriptions.Add(subscription = new Subscription { Id = snapshot.Id, CustomerId = snapshot.CustomerId, Status = snapshot.Status, CreatedAt = snapshot.CreatedAt });
        }

        subscription.CustomerId = snapshot.CustomerId;
        subscription.OrganisationId = snapshot.OrganisationId is { } organisation ? new OrganisationId(organisation) : null;
        subscription.Status = snapshot.Status;
        subscription.StartedAt = snapshot.StartedAt;
        subscription.CurrentPeriodStart = snapshot.Items.Count == 0 ? null : snapshot.Items.Min(i => i.CurrentPeriodStart);
        subscription.CurrentPeriodEnd = snapshot.Items.Count == 0 ? null : snapshot.Items.Min(i => i.CurrentPeriodEnd);
        subscription.TrialEnd = snapshot.TrialEnd;
        subscription.CancelAtPeriodEnd = snapshot.CancelAtPeriodEnd;
        subscription.CanceledAt = snapshot.CanceledAt;
        subscription.EndedAt = snapshot.EndedAt;
        subscription.CollectionPaused = snapshot.CollectionPaused;
        subscription.LatestInvoiceId = snapshot.LatestInvoiceId;
        WriteItems(context, subscription, snapshot);
    }

    private void WriteItems(PortalDbContext context, Subscription subscription, SubscriptionSnapshot snapshot)
    {
        var recurring = RecurringAmounts.Of(snapshot);
        foreach (var gone in subscription.Items.Where(i => snapshot.Items.All(s => s.Id != i.Id)).ToList())
        {
            context.SubscriptionItems.Remove(gone);
        }

        foreach (var (source, amount) in snapshot.Items.Zip(recurring))
        {
            var item = subscription.Items.FirstOrDefault(i => i.Id == source.Id);
            if (item is null)
            {
                item = new SubscriptionItem
                {
                    Id = source.Id,
                    SubscriptionId = subscription.Id,
                    PriceId = source.PriceId,
                    UnitAmount = source.UnitAmount,
                    Quantity = source.Quantity,
                    Interval = Intervals.Parse(source.Interval),
                    IntervalCount = source.IntervalCount,
                    RecurringAmount = amount,
                };
                context.SubscriptionItems.Add(item);
            }

            item.PriceId = source.PriceId;
            item.LookupKey = keys.KeyOf(source.PriceId, source.LookupKey);
            item.UnitAmount = source.UnitAmount;
            item.Quantity = source.Quantity;
            item.Interval = Intervals.Parse(source.Interval);
            item.IntervalCount = source.IntervalCount;
            item.Metered = source.Metered;
            item.RecurringAmount = amount;
        }
    }
}
