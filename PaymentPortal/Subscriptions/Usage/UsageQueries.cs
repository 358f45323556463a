using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Outbox;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Subscriptions.Access;

namespace PaymentPortal.Subscriptions.Usage;

/// <summary>What a member sees of what the organisation uses in the current period.</summary>
public sealed record UsageView(Organisation Organisation, string? PlanName, AccessReason Access, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<MeterUsage> Meters, IReadOnlyList<PlanLimit> Limits, bool HasReport)
{
    /// <summary>The subscription that is billed by use; null where none is.</summary>
    public string? MeteredSubscriptionId { get; init; }

    /// <summary>The price of what it bills by use contains the tax.</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>Until when the plan can be used, where an end is in sight.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A renewal that is not paid waits for somebody to confirm it to his bank.</summary>
    public bool AskedByBank { get; init; }

    /// <summary>How often something was used of which Stripe does not know yet.</summary>
    public int Waiting { get; init; }
}

/// <summary>How much of a meter was used, against the plan's limit; -1 is none, and 0 that the plan holds nothing of it.</summary>
public sealed record MeterUsage(string Code, string Name, long Used, long Limit)
{
    /// <summary>What is included and what more costs, in words; null where more costs nothing.</summary>
    public string? Terms { get; init; }

    /// <summary>The share that is used, in whole percent rounded down; null without a limit.</summary>
    public long? Percent => Limit > 0 ? (long)((Int128)Used * 100 / Limit) : null;
}

/// <summary>A limit of the plan that no meter counts.</summary>
public sealed record PlanLimit(string Name, long Limit);

/// <summary>What was used on each day.</summary>
public sealed record UsageReport(Organisation Organisation, IReadOnlyList<string> Meters, IReadOnlyList<UsageDay> Days);

public sealed record UsageDay(DateOnly Day, IReadOnlyList<long> Used);

internal sealed class UsageQueries(IDbContextFactory<PortalDbContext> contexts, OrganisationAccess organisations, Entitlements entitlements, Catalogue catalogue, ReportingZone zone, TimeProvider time)
{
    public const string Reports = "usage_reports";

    private const int DaysReported = 30;

    public async Task<UsageView?> OfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return null;
        }

        var own = await entitlements.OfAsync(organisation.Id, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var meters = new List<MeterUsage>();
        foreach (var meter in catalogue.Meters)
        {
            meters.Add(new MeterUsage(meter.Code, meter.Name, await SumAsync(context, organisation.Id, meter.Code, own.PeriodStart, own.PeriodEnd, cancellationToken), own.LimitOf(meter.Code))
            {
                Terms = own.Metered.FirstOrDefault(m => m.Meter.Code == meter.Code)?.Text,
            });
        }

        var limits = own.Limits.Where(l => catalogue.Meters.All(m => m.Code != l.Key)).Select(l => new PlanLimit(EntitlementWords.Of(l.Key), l.Value)).ToList();
        var causes = MeteredUse.CausesOf(organisation.Id);
        var billed = await context.Subscriptions.Where(s => s.OrganisationId == organisation.Id && SubscriptionQueries.Running.Contains(s.Status) && s.Items.Any(i => i.Metered))
            .OrderBy(s => s.CreatedAt).Select(s => new { s.Id, TaxIncluded = s.Items.Any(i => i.Metered && i.TaxInclusive) }).FirstOrDefaultAsync(cancellationToken);
        return new UsageView(organisation, own.PlanName, own.Reason, own.PeriodStart, own.PeriodEnd, meters, limits, own.Has(Reports))
        {
            MeteredSubscriptionId = billed?.Id,
            TaxIncluded = billed is { TaxIncluded: true },
            Until = own.Until,
            AskedByBank = own.Reason == AccessReason.Grace && await AskedByBankAsync(context, organisation.Id, cancellationToken),
            Waiting = await context.OutboxMessages.CountAsync(m => m.Effect == TellUse.EffectName && m.State != OutboxState.Done && m.Cause.StartsWith(causes), cancellationToken),
        };
    }

    /// <summary>The last days, the latest first; null where the organisation's plan has no reports.</summary>
    public async Task<UsageReport?> ReportAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation || !(await entitlements.OfAsync(organisation.Id, cancellationToken)).Has(Reports))
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone.Zone).DateTime);
        var days = new List<UsageDay>();
        foreach (var day in Enumerable.Range(0, DaysReported).Select(ago => today.AddDays(-ago)))
        {
            var used = new List<long>();
            foreach (var meter in catalogue.Meters)
            {
                used.Add(await SumAsync(context, organisation.Id, meter.Code, zone.StartOf(day), zone.StartOf(day.AddDays(1)), cancellationToken));
            }

            days.Add(new UsageDay(day, used));
        }

        return new UsageReport(organisation, [.. catalogue.Meters.Select(m => m.Name)], days);
    }

    private static Task<bool> AskedByBankAsync(PortalDbContext context, OrganisationId organisation, CancellationToken cancellationToken)
    {
        var asked = AskedPayments.Of(context);
        return context.Invoices.AnyAsync(
            i => i.OrganisationId == organisation && i.Status == "open" && context.Subscriptions.Any(s => s.LatestInvoiceId == i.Id && s.Status == "past_due")
                && asked.Any(p => p.CustomerId == i.CustomerId && p.Amount.MinorUnits == i.AmountDue.MinorUnits && p.Amount.Currency == i.AmountDue.Currency),
            cancellationToken);
    }

    private static Task<long> SumAsync(PortalDbContext context, OrganisationId organisation, string meter, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        context.UsageRecords.Where(r => r.OrganisationId == organisation && r.Meter == meter && r.At >= from && r.At < to).SumAsync(r => r.Quantity, cancellationToken);
}
