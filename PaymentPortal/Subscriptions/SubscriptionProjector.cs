using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;
using PaymentPortal.Subscriptions.Usage;

namespace PaymentPortal.Subscriptions;

internal sealed class SubscriptionProjector(PriceKeys keys, SubscriptionNotices notices, MeteredUse use, OutboxWriter outbox) : IProjector
{
    public string ObjectKind => "subscription";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var snapshot = (SubscriptionSnapshot)newest.Snapshot;
        var subscription = await context.Subscriptions.Include(s => s.Items).FirstOrDefaultAsync(s => s.Id == snapshot.Id, cancellationToken);
        var before = subscription is null ? null : notices.Of(subscription, subscription.Items);
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
        subscription.PauseResumesAt = snapshot.PauseResumesAt;
        subscription.CancelAt = snapshot.CancelAt;
        subscription.Feedback = snapshot.Feedback;
        subscription.Comment = snapshot.Comment;
        subscription.EndReason = snapshot.EndReason;
        subscription.ScheduleId = snapshot.ScheduleId;
        subscription.PendingPriceId = snapshot.PendingUpdate?.PriceId;
        subscription.PendingQuantity = snapshot.PendingUpdate?.Quantity;
        subscription.PendingUntil = snapshot.PendingUpdate?.ExpiresAt;
        subscription.DefaultPaymentMethodId = snapshot.DefaultPaymentMethodId;
        subscription.LatestInvoiceId = snapshot.LatestInvoiceId;
        var begun = snapshot.Items.Where(i => i.Metered && subscription.Items.TrueForAll(known => known.Id != i.Id)).ToList();
        WriteItems(context, subscription, snapshot);
        var now = subscription.Items.Where(item => snapshot.Items.Any(known => known.Id == item.Id));
        var after = notices.Of(subscription, now);
        await notices.NoteAsync(context, subscription, before, after, newest.At, cancellationToken);
        if (subscription.OrganisationId is not null && before is { Paused: true } && after is { Paused: false, Status: "active" })
        {
            await outbox.AddAsync(context, FormattableString.Invariant($"{subscription.Id}:resumed:{newest.At.ToUnixTimeSeconds()}"), BeginPeriod.EffectName, new PauseEnd(subscription.Id), cancellationToken);
        }

        foreach (var item in begun)
        {
            await use.CatchUpAsync(context, subscription, keys.KeyOf(item.PriceId, item.LookupKey), item.CurrentPeriodStart, cancellationToken);
        }
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
            item.TaxInclusive = source.TaxInclusive;
            item.RecurringAmount = amount;
        }
    }
}
