using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>What a subscription was or is, as far as its owner is told of changes.</summary>
/// <param name="Status">Stripe's status.</param>
/// <param name="Ends">It was cancelled and runs to the end of its period.</param>
/// <param name="Paused">Collection is paused.</param>
/// <param name="Content">Its prices and quantities.</param>
/// <param name="Plan">The same in words.</param>
/// <param name="IsMetered">Use is billed when the period is over.</param>
internal sealed record Standing(string Status, bool Ends, bool Paused, string Content, string Plan, bool IsMetered)
{
    public bool Runs => SubscriptionQueries.Running.Contains(Status);
}

/// <summary>What a mail about a subscription says.</summary>
internal sealed record SubscriptionNotice(string CustomerId, NoticeKind Kind, string Plan, string? Before, DateTimeOffset? Day, bool IsMetered = false)
{
    public string? SubscriptionId { get; init; }

    /// <summary>When a pause ends by itself.</summary>
    public DateTimeOffset? Resumes { get; init; }
}

/// <summary>What happened to a subscription.</summary>
internal enum NoticeKind
{
    TrialEnding,
    WillChange,
    Changed,
    Paused,
    Resumed,
    WillEnd,
    Ended,
    Kept,
    Withdrawn,
    Discounted,
}

/// <summary>
/// Asks for a mail when a subscription is another than our table said before: in the transaction that writes the change, so that it is told once whichever event or answer brings it first.
/// </summary>
internal sealed class SubscriptionNotices(IDbContextFactory<PortalDbContext> contexts, OutboxWriter outbox, OutboxSignal signal, Catalogue catalogue)
{
    /// <summary>Stripe tells so long before a trial's end; a shorter trial at once.</summary>
    private static readonly TimeSpan BeforeTrialEnds = TimeSpan.FromDays(3);

    public Standing Of(Subscription subscription, IEnumerable<SubscriptionItem> items)
    {
        var sorted = items.OrderBy(i => i.Metered).ThenBy(i => i.Id, StringComparer.Ordinal).ToList();
        return new Standing(
            subscription.Status,
            subscription.CancelAtPeriodEnd,
            subscription.CollectionPaused,
            string.Join(' ', sorted.Select(i => $"{i.PriceId}*{i.Quantity.ToString(CultureInfo.InvariantCulture)}")),
            string.Join(" + ", sorted.Select(Words)),
            sorted.Exists(i => i.Metered));
    }

    public async Task NoteAsync(PortalDbContext context, Subscription subscription, Standing? before, Standing after, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (subscription.OrganisationId is null)
        {
            return;
        }

        if (after.Status == "trialing" && subscription.TrialEnd is { } trialEnd && trialEnd > at && trialEnd - at <= BeforeTrialEnds && !after.Ends)
        {
            await AskAsync(NoticeKind.TrialEnding, trialEnd, Second(trialEnd));
        }

        if (before is not { Runs: true })
        {
            return;
        }

        if (after.Status == "canceled")
        {
            // What has never begun, because its first debit came back, does not end either.
            if (!await FirstPayment.Begun(context).AnyAsync(s => s.Id == subscription.Id, cancellationToken))
            {
                return;
            }

            await AskAsync(NoticeKind.Ended, subscription.EndedAt ?? at, "");
            return;
        }

        if (before.Ends != after.Ends)
        {
            await AskAsync(after.Ends ? NoticeKind.WillEnd : NoticeKind.Kept, subscription.CurrentPeriodEnd, Second(after.Ends ? subscription.CanceledAt ?? at : at));
        }

        if (before.Paused != after.Paused)
        {
            var skipped = !after.Paused && await SubscriptionQueries.SkippedAsync(context, subscription, cancellationToken);
            await AskAsync(after.Paused ? NoticeKind.Paused : NoticeKind.Resumed, skipped ? null : subscription.CurrentPeriodEnd, Second(at));
        }

        if (before.Content != after.Content)
        {
            await AskAsync(NoticeKind.Changed, subscription.CurrentPeriodEnd, $"{Second(at)}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(after.Content)).AsSpan(0, 6))}");
        }

        Task AskAsync(NoticeKind kind, DateTimeOffset? day, string when) => outbox.AddAsync(
            context, $"{subscription.Id}:{kind}:{when}", SubscriptionMail.EffectName, new SubscriptionNotice(subscription.CustomerId, kind, after.Plan, kind == NoticeKind.Changed ? before!.Plan : null, day, after.IsMetered)
            {
                SubscriptionId = subscription.Id,
                Resumes = kind == NoticeKind.Paused ? subscription.PauseResumesAt : null,
            },
            cancellationToken);
    }

    /// <summary>Notes that less is had from a later day on: told once for each plan that is to come, however often the schedule is told.</summary>
    public async Task NoteComingAsync(PortalDbContext context, SubscriptionSchedule schedule, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (schedule is not { Status: "active", SubscriptionId: { } subscriptionId, ChangesAt: { } day, PriceId: { } priceId, Quantity: { } quantity } || day <= at
            || await context.Subscriptions.Include(s => s.Items).FirstOrDefaultAsync(s => s.Id == subscriptionId && s.OrganisationId != null, cancellationToken) is not { PlanItem: { } item } subscription
            || (item.PriceId == priceId && item.Quantity == quantity)
            || await context.Prices.FirstOrDefaultAsync(p => p.Id == priceId, cancellationToken) is not { Interval: { } interval } price)
        {
            return;
        }

        var notice = new SubscriptionNotice(subscription.CustomerId, NoticeKind.WillChange, Words(price.LookupKey, price.UnitAmount, quantity, interval, price.IntervalCount), Words(item), day) { SubscriptionId = subscription.Id };
        await outbox.AddAsync(context, $"{schedule.Id}:{priceId}*{quantity.ToString(CultureInfo.InvariantCulture)}", SubscriptionMail.EffectName, notice, cancellationToken);
    }

    /// <summary>Notes that what was to come does not, where a member has withdrawn it: a change or an end that takes its place is told by itself.</summary>
    /// <param name="context">The transaction.</param>
    /// <param name="scheduleId">What would have brought it.</param>
    /// <param name="subscriptionId">The plan that it was for.</param>
    /// <param name="day">When it was to come.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task NoteWithdrawnAsync(PortalDbContext context, string scheduleId, string subscriptionId, DateTimeOffset day, CancellationToken cancellationToken)
    {
        var latest = await context.SubscriptionRequests.Where(r => r.SubscriptionId == subscriptionId).OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        if (latest is { Kind: SubscriptionRequestKind.Withdraw }
            && await context.Subscriptions.Include(s => s.Items).FirstOrDefaultAsync(s => s.Id == subscriptionId && s.OrganisationId != null, cancellationToken) is { } subscription)
        {
            await AskAsync(context, $"{scheduleId}:{NoticeKind.Withdrawn}", NoticeKind.Withdrawn, subscription, day, cancellationToken);
        }
    }

    /// <summary>Tells of the discount for staying, once.</summary>
    public async Task NoteDiscountAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await AskAsync(context, $"{subscription.Id}:{NoticeKind.Discounted}", NoticeKind.Discounted, subscription, null, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        signal.Wake();
    }

    private Task AskAsync(PortalDbContext context, string cause, NoticeKind kind, Subscription subscription, DateTimeOffset? day, CancellationToken cancellationToken) => outbox.AddAsync(
        context, cause, SubscriptionMail.EffectName, new SubscriptionNotice(subscription.CustomerId, kind, Of(subscription, subscription.Items).Plan, null, day) { SubscriptionId = subscription.Id }, cancellationToken);

    private static string Second(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private string Words(SubscriptionItem item)
    {
        if (item.Metered)
        {
            return catalogue.FindMetered(item.LookupKey)?.Text ?? "use by its price";
        }

        return Words(item.LookupKey, item.UnitAmount, item.Quantity, item.Interval, item.IntervalCount);
    }

    private string Words(string? lookupKey, Money unitAmount, long quantity, BillingInterval interval, int intervalCount) =>
        $"{(quantity == 1 ? "" : $"{quantity} × ")}{catalogue.NameOf(lookupKey) ?? "Subscription"}, {MoneyFormat.Text(unitAmount * quantity)} per {Intervals.Text(interval, intervalCount)}";
}
