using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Outbox;

namespace PaymentPortal.Subscriptions.Usage;

/// <summary>What Stripe is to be told of a use: for whom, how much of what, and when it was.</summary>
internal sealed record UseToTell(Guid Record, string SubscriptionId, string CustomerId, string Meter, long Quantity, DateTimeOffset At);

/// <summary>Asks for Stripe to be told what was used, where the organisation's plan is billed by it: in the transaction that notes the use, so that neither is without the other.</summary>
internal sealed class MeteredUse(OutboxWriter outbox, Catalogue catalogue)
{
    /// <summary>Asks for it where a plan that is billed by this meter ran when it was used. The caller saves.</summary>
    public async Task AskAsync(PortalDbContext context, UsageRecord record, CancellationToken cancellationToken)
    {
        var subscriptions = await context.Subscriptions.AsNoTracking().Include(s => s.Items)
            .Where(s => s.OrganisationId == record.OrganisationId && s.Status != "incomplete_expired" && (s.StartedAt == null || s.StartedAt <= record.At) && (s.EndedAt == null || s.EndedAt > record.At))
            .OrderByDescending(s => s.CreatedAt).ToListAsync(cancellationToken);
        if (subscriptions.Find(s => s.Items.Exists(i => i.Metered && IsOf(i.LookupKey, record.Meter))) is { } subscription)
        {
            await AddAsync(context, record, subscription, cancellationToken);
        }
    }

    /// <summary>Asks for what was used since a plan is billed by use and was noted before we knew it: Stripe's events may take their time. The caller saves.</summary>
    public async Task CatchUpAsync(PortalDbContext context, Subscription subscription, string? lookupKey, DateTimeOffset from, CancellationToken cancellationToken)
    {
        if (subscription.OrganisationId is not { } organisation)
        {
            return;
        }

        var records = await context.UsageRecords.AsNoTracking().Where(r => r.OrganisationId == organisation && r.At >= from).ToListAsync(cancellationToken);
        foreach (var record in records.Where(r => IsOf(lookupKey, r.Meter)))
        {
            await AddAsync(context, record, subscription, cancellationToken);
        }
    }

    /// <summary>The cause of what Stripe is told for an organisation begins so.</summary>
    public static string CausesOf(OrganisationId organisation) => $"usage-{organisation}-";

    /// <summary>A price that is not on sale any more may be of this meter: what Stripe does not bill by, it only counts.</summary>
    private bool IsOf(string? lookupKey, string meter) => catalogue.FindMetered(lookupKey) is not { } price || price.Meter.Code == meter;

    private Task AddAsync(PortalDbContext context, UsageRecord record, Subscription subscription, CancellationToken cancellationToken) => outbox.AddAsync(
        context,
        CausesOf(record.OrganisationId) + record.Id,
        TellUse.EffectName,
        new UseToTell(record.Id.Value, subscription.Id, subscription.CustomerId, record.Meter, record.Quantity, record.At),
        cancellationToken);
}
