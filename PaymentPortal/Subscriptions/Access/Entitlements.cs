using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;

namespace PaymentPortal.Subscriptions.Access;

/// <summary>Says what an organisation may use: the one place that pages, commands and the API ask.</summary>
internal sealed class Entitlements(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, IOptions<AccessOptions> options, IOptions<RetentionOptions> retention, TimeProvider time)
{
    public async Task<Entitlement> OfAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var subscriptions = await FirstPayment.Begun(context).AsNoTracking().Include(s => s.Items).Where(s => s.OrganisationId == organisationId).ToListAsync(cancellationToken);
        var ids = subscriptions.ConvertAll(s => s.Id);
        var invoices = (await context.Invoices.AsNoTracking().Where(i => ids.Contains(i.SubscriptionId!) && !(i.BillingReason == "subscription_update" && i.Status == "void"))
            .Select(i => new Billed(i.SubscriptionId!, i.Id, i.Status, i.CreatedAt, i.FinalizedAt)).ToListAsync(cancellationToken)).ToLookup(i => i.SubscriptionId, StringComparer.Ordinal);
        return subscriptions.Select(s => Of(s, [.. invoices[s.Id].OrderBy(i => i.CreatedAt).ThenBy(i => i.Id == s.LatestInvoiceId)]))
            .OrderBy(e => e.Reason).ThenByDescending(e => RankOf(e.PlanCode)).ThenByDescending(e => e.PeriodEnd).FirstOrDefault() ?? Nothing(AccessReason.NoPlan, null);
    }

    private Entitlement Of(Subscription subscription, List<Billed> invoices)
    {
        var now = time.GetUtcNow();
        var item = subscription.Items.FirstOrDefault(i => catalogue.Find(i.LookupKey) is not null);
        var price = catalogue.Find(item?.LookupKey);
        var plan = price?.Plan;
        var (reason, until) = ReasonOf(subscription, invoices, now);
        var nothing = Nothing(reason, plan) with { Seats = reason < AccessReason.Ended && item is not null ? item.Quantity : 1 };
        return nothing.HasAccess && price is not null && plan is not null
            ? nothing with
            {
                Features = plan.Entitlements.Features,
                Limits = new Dictionary<string, long>(plan.LimitsFor(price.Interval, catalogue.Meters)) { [Entitlement.SeatLimit] = nothing.Seats },
                Metered = [.. subscription.Items.Where(i => i.Metered).Select(i => catalogue.FindMetered(i.LookupKey)).OfType<MeteredPrice>()],
                Until = until,
                PeriodStart = subscription.CurrentPeriodStart ?? nothing.PeriodStart,
                PeriodEnd = subscription.CurrentPeriodEnd ?? nothing.PeriodEnd,
            }
            : nothing;
    }

    private (AccessReason Reason, DateTimeOffset? Until) ReasonOf(Subscription subscription, List<Billed> invoices, DateTimeOffset now)
    {
        if (subscription is { Status: "canceled" } or { Status: "active" or "trialing", CollectionPaused: false } && SubscriptionAccess.Until(subscription, retention.Value) is { } end)
        {
            // What has ended is told by an event that may be late.
            return now < end ? (AccessReason.Ending, end) : (AccessReason.Ended, null);
        }

        switch (subscription.Status)
        {
            case "active" or "trialing" or "past_due" when subscription.CollectionPaused:
                // A pause skips payments; it takes nothing of what was paid before.
                return invoices is [.., { Status: "paid" }] && subscription.CurrentPeriodEnd is { } paid && now < paid ? (AccessReason.Pausing, paid) : (AccessReason.Paused, null);
            case "active":
                return (AccessReason.Running, null);
            case "trialing":
                return (AccessReason.Trial, subscription.TrialEnd);
            case "past_due":
                // One grace, from the first invoice since the last paid one: those of the months after it give no other.
                var owed = invoices.AsEnumerable().Reverse().TakeWhile(i => i.Status != "paid").LastOrDefault(i => i.Status == "open") ?? invoices.LastOrDefault();
                var until = (owed?.FinalizedAt ?? owed?.CreatedAt ?? subscription.CurrentPeriodStart ?? subscription.CreatedAt).AddDays(options.Value.GraceDays);
                return now < until ? (AccessReason.Grace, until) : (AccessReason.Unpaid, null);
            case "unpaid":
                return (AccessReason.Unpaid, null);
            case "paused":
                return (AccessReason.Paused, null);
            case "canceled":
                return (AccessReason.Ended, null);
            default:
                return (AccessReason.NoPlan, null);
        }
    }

    /// <summary>What of an invoice says whether its subscription is paid. That of a change which was withdrawn or has lapsed, and is void, says nothing of it.</summary>
    private sealed record Billed(string SubscriptionId, string Id, string Status, DateTimeOffset CreatedAt, DateTimeOffset? FinalizedAt);

    /// <summary>No access; limits would count in the month.</summary>
    private Entitlement Nothing(AccessReason reason, Plan? plan)
    {
        var now = time.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return new Entitlement(reason, plan?.Code, plan?.Name, [], new Dictionary<string, long>(), null, month, month.AddMonths(1));
    }

    private int RankOf(string? planCode) => catalogue.Plans.Index().FirstOrDefault(p => p.Item.Code == planCode, (-1, null!)).Index;
}
