using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using static PaymentPortal.Gateway.SnapshotReader;

namespace PaymentPortal.Gateway;

/// <summary>Reads subscriptions with their items and discounts, and their schedules.</summary>
internal static class SubscriptionReader
{
    public static SubscriptionSnapshot Of(Stripe.Subscription subscription) => new(
        subscription.Id,
        subscription.CustomerId,
        subscription.Status,
        Utc(subscription.Created),
        Utc(subscription.StartDate),
        Utc(subscription.TrialEnd),
        subscription.CancelAtPeriodEnd,
        Utc(subscription.CanceledAt),
        Utc(subscription.EndedAt),
        subscription.PauseCollection is not null,
        subscription.LatestInvoiceId,
        Organisation(subscription.Metadata),
        [.. subscription.Items.Data.Select(Of)],
        Lasting(subscription.Discounts))
    {
        DiscountIds = subscription.DiscountIds ?? [],
        Told = (subscription.Discounts ?? []).OfType<Stripe.Discount>().ToDictionary(discount => discount.Id, discount => Lasting([discount]).FirstOrDefault(), StringComparer.Ordinal),
        DefaultPaymentMethodId = subscription.DefaultPaymentMethodId,
        CancelAt = Utc(subscription.CancelAt),
        ScheduleId = subscription.ScheduleId,
        PauseResumesAt = Utc(subscription.PauseCollection?.ResumesAt),
        Feedback = subscription.CancellationDetails?.Feedback,
        Comment = subscription.CancellationDetails?.Comment,
        EndReason = subscription.CancellationDetails?.Reason,
        PendingUpdate = subscription.PendingUpdate is { } pending && pending.SubscriptionItems?.Find(i => i.Price.Recurring.UsageType != Metered) is { } item ? new PendingUpdateSnapshot(Utc(pending.ExpiresAt), item.Price.Id, item.Quantity) : null,
    };

    public static IReadOnlyList<RunningDiscount> Discounts(List<Stripe.Discount>? discounts) =>
    [
        .. from discount in discounts ?? []
           let coupon = discount?.Source?.Coupon
           where coupon is not null
           select new RunningDiscount(discount.Id, coupon.PercentOff, AmountOff(coupon), coupon.Duration == "forever", Utc(discount.End)) { IsForStaying = coupon.Id.StartsWith(SubscriptionGateway.Staying, StringComparison.Ordinal) },
    ];

    public static ScheduleSnapshot Of(Stripe.SubscriptionSchedule schedule) => new(
        schedule.Id,
        schedule.SubscriptionId,
        schedule.Status,
        Utc(schedule.CurrentPhase?.EndDate),
        [.. schedule.Phases.Select(phase => new SchedulePhaseSnapshot(Utc(phase.StartDate), Utc(phase.EndDate), [.. phase.Items.Select(item => new ScheduleItemSnapshot(item.PriceId, item.Quantity))]))]);

    private static SubscriptionItemSnapshot Of(Stripe.SubscriptionItem item) => new(
        item.Id,
        item.Price.Id,
        item.Price.LookupKey,
        new Money(item.Price.UnitAmount ?? 0, Currency.Parse(item.Price.Currency)),
        item.Quantity,
        item.Price.Recurring.Interval,
        (int)item.Price.Recurring.IntervalCount,
        item.Price.Recurring.UsageType == Metered,
        Utc(item.CurrentPeriodStart),
        Utc(item.CurrentPeriodEnd),
        Lasting(item.Discounts))
    {
        TaxInclusive = item.Price.TaxBehavior == "inclusive",
    };

    private static LastingDiscount[] Lasting(List<Stripe.Discount>? discounts) =>
    [
        .. (discounts ?? [])
            .Select(discount => discount?.Source?.Coupon)
            .Where(coupon => coupon?.Duration == "forever")
            .Select(coupon => new LastingDiscount(coupon!.PercentOff, AmountOff(coupon))),
    ];

    private static Money? AmountOff(Stripe.Coupon coupon) => coupon.AmountOff is { } off ? new Money(off, Currency.Parse(coupon.Currency)) : null;
}
