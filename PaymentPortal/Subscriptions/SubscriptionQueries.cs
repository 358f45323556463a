using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;

namespace PaymentPortal.Subscriptions;

/// <summary>What a customer sees of the organisation's subscriptions.</summary>
internal sealed class SubscriptionQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The states in which Stripe says that something was paid for, or may still be.</summary>
    public static readonly IReadOnlyList<string> Running = ["active", "past_due", "trialing", "unpaid", "paused"];

    /// <summary>The organisation's subscriptions that began, newest first; checkouts that nobody paid are not among them.</summary>
    public async Task<IReadOnlyList<Subscription>> OfOrganisationAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AsNoTracking().Include(s => s.Items)
            .Where(s => s.OrganisationId == organisationId && s.Status != "incomplete" && s.Status != "incomplete_expired")
            .OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id).AsSplitQuery().ToListAsync(cancellationToken);
    }

    /// <summary>The organisation's running subscription, where it has one.</summary>
    public async Task<Subscription?> RunningAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AsNoTracking()
            .Where(s => s.OrganisationId == organisationId && Running.Contains(s.Status))
            .OrderBy(s => s.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }
}
