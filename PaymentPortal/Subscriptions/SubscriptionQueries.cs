using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>A period that runs and is not paid.</summary>
/// <param name="InvoiceId">Its invoice.</param>
/// <param name="Amount">What that asks for.</param>
/// <param name="OnItsWay">Nobody owes it: a bank was asked for it, and answers days later.</param>
internal sealed record UnpaidPeriod(string InvoiceId, Money Amount, bool OnItsWay);

/// <summary>What a customer sees of the organisation's subscriptions.</summary>
internal sealed class SubscriptionQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The states in which Stripe says that something was paid for, or may still be.</summary>
    public static readonly IReadOnlyList<string> Running = ["active", "past_due", "trialing", "unpaid", "paused"];

    /// <summary>The organisation's subscriptions that began, newest first; checkouts that nobody paid are not among them.</summary>
    public async Task<IReadOnlyList<Subscription>> OfOrganisationAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FirstPayment.Begun(context).AsNoTracking().Include(s => s.Items)
            .Where(s => s.OrganisationId == organisationId && s.Status != "incomplete" && s.Status != "incomplete_expired")
            .OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id).AsSplitQuery().ToListAsync(cancellationToken);
    }

    /// <summary>The organisation's running subscription, where it has one.</summary>
    public async Task<Subscription?> RunningAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FirstPayment.Begun(context).AsNoTracking()
            .Where(s => s.OrganisationId == organisationId && Running.Contains(s.Status))
            .OrderBy(s => s.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>True where the subscription is of an organisation of the user.</summary>
    public async Task<bool> IsOfUserAsync(string subscriptionId, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AnyAsync(s => s.Id == subscriptionId && context.Memberships.Any(m => m.UserId == userId && m.OrganisationId == s.OrganisationId), cancellationToken);
    }

    /// <summary>True where the organisation has taken the discount for staying.</summary>
    public async Task<bool> HadDiscountAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SubscriptionRequests.AnyAsync(r => r.OrganisationId == organisationId && r.Kind == SubscriptionRequestKind.Discount && r.State == SubscriptionRequestState.Done, cancellationToken);
    }

    /// <summary>The invoice of the running period that is not paid; null where it is.</summary>
    public async Task<UnpaidPeriod?> UnpaidAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Subscriptions.AsNoTracking().Where(s => s.Id == subscriptionId && s.PendingPriceId == null)
            .Join(context.Invoices.Where(i => i.Status == "open" || i.Status == "draft"), s => s.LatestInvoiceId, i => i.Id, (subscription, invoice) => new { subscription.Status, invoice }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new UnpaidPeriod(found.invoice.Id, found.invoice.AmountDue, found is { Status: "active", invoice: { Status: "open", IsSent: false } });
    }

    /// <summary>True where a pause has skipped the payment of the period that runs.</summary>
    public async Task<bool> IsSkippedAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == subscriptionId && s.CollectionPaused, cancellationToken) is { } paused
            && await SkippedAsync(context, paused, cancellationToken);
    }

    /// <summary>True where the invoice with which the running period began is void. That of a change, which is void when the change is withdrawn, says nothing of the period.</summary>
    public static Task<bool> SkippedAsync(PortalDbContext context, Subscription subscription, CancellationToken cancellationToken) =>
        context.Invoices.AnyAsync(
            i => i.SubscriptionId == subscription.Id && i.BillingReason == "subscription_cycle" && i.Status == "void" && i.CreatedAt >= subscription.CurrentPeriodStart, cancellationToken);

    /// <summary>True where an invoice of the period that runs was given up: it was not paid, and nobody asks for it. Its time is not paid for, and not given back.</summary>
    public async Task<bool> IsGivenUpAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AnyAsync(
            s => s.Id == subscriptionId && context.Invoices.Any(i => i.SubscriptionId == s.Id && i.Status == "uncollectible" && i.CreatedAt >= s.CurrentPeriodStart), cancellationToken);
    }

    /// <summary>What was paid for the period that runs and given back whole by credit notes: its time is not paid for any more. Null where something of it is.</summary>
    public async Task<Money?> GivenBackAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var invoices = await context.Subscriptions.Where(s => s.Id == subscriptionId)
            .SelectMany(s => context.Invoices.Where(i => i.SubscriptionId == s.Id && i.Status == "paid" && i.CreatedAt >= s.CurrentPeriodStart))
            .Select(i => new { i.Id, i.Total }).ToListAsync(cancellationToken);
        var ids = invoices.ConvertAll(i => i.Id);
        var credited = await context.CreditNotes.Where(n => ids.Contains(n.InvoiceId) && n.Status == "issued").Select(n => n.Total).ToListAsync(cancellationToken);
        return credited.Count > 0 && Sum(credited) is var back && back >= Sum(invoices.Select(i => i.Total)) ? back : null;

        static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate((sum, amount) => sum + amount);
    }

    /// <summary>The subscription with its items.</summary>
    public async Task<Subscription?> FindAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AsNoTracking().Include(s => s.Items).FirstOrDefaultAsync(s => s.Id == subscriptionId, cancellationToken);
    }

    /// <summary>The newest invoice of the subscription that our tables know of; null where there is none.</summary>
    public async Task<string?> LatestInvoiceIdAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.Where(s => s.Id == subscriptionId).Select(s => s.LatestInvoiceId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What changes later, or as soon as it is paid; null where nothing does.</summary>
    public async Task<ComingChange?> ComingChangeAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (subscription is { PendingPriceId: { } waiting, PendingUntil: { } until })
        {
            var price = await context.Prices.AsNoTracking().FirstOrDefaultAsync(p => p.Id == waiting, cancellationToken);
            return new ComingChange(price, subscription.PendingQuantity ?? 1, until, WaitsForPayment: true);
        }

        var schedule = subscription.ScheduleId is null ? null : await context.SubscriptionSchedules.AsNoTracking()
            .FirstOrDefaultAsync(s => s.Id == subscription.ScheduleId && s.Status == "active" && s.ChangesAt != null, cancellationToken);
        return schedule is { ChangesAt: { } at, PriceId: { } priceId }
            ? new ComingChange(await context.Prices.AsNoTracking().FirstOrDefaultAsync(p => p.Id == priceId, cancellationToken), schedule.Quantity ?? 1, at, WaitsForPayment: false)
            : null;
    }
}

/// <summary>A change that has not come yet.</summary>
/// <param name="Price">The price from then on.</param>
/// <param name="Quantity">How many of it.</param>
/// <param name="At">When it comes; or, where it waits for its payment, when it lapses.</param>
/// <param name="WaitsForPayment">It comes as soon as it is paid.</param>
public sealed record ComingChange(Catalog.Price? Price, long Quantity, DateTimeOffset At, bool WaitsForPayment);
