using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Checkout;

/// <summary>What a buyer sees of a purchase.</summary>
internal sealed class PurchaseQueries(IDbContextFactory<PortalDbContext> contexts, SubscriptionQueries subscriptions)
{
    /// <summary>A purchase of an organisation for which the user buys, as its owner or with the billing role; null for any other, as for one that does not exist.</summary>
    public async Task<Purchase?> OfUserAsync(PurchaseId id, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OfUser(context, id, userId).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether the organisation has a plan, other than by this subscription: a running one, or one that was paid a moment ago and is still to be told of.</summary>
    public async Task<bool> HasPlanAsync(OrganisationId organisationId, string? exceptSubscriptionId, CancellationToken cancellationToken)
    {
        // In the order in which they come about: a plan that is told of between the two questions is found by the second.
        return await JustPaidAsync(organisationId, exceptSubscriptionId, cancellationToken) is not null
            || (await subscriptions.RunningAsync(organisationId, cancellationToken) is { } running && running.Id != exceptSubscriptionId);
    }

    /// <summary>The organisation's purchase of a plan, other than this subscription, that was paid a moment ago and whose plan is still to be told of.</summary>
    public async Task<Purchase?> JustPaidAsync(OrganisationId organisationId, string? exceptSubscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Purchases.AsNoTracking().FirstOrDefaultAsync(
            p => p.OrganisationId == organisationId && p.State == PurchaseState.Paid && p.SubscriptionId != null && p.SubscriptionId != exceptSubscriptionId
                && !context.Subscriptions.Any(s => s.Id == p.SubscriptionId && s.Status != "incomplete"),
            cancellationToken);
    }

    /// <summary>Whether the organisation ever had a plan: a trial is for those who had none.</summary>
    public async Task<bool> HadPlanAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FirstPayment.Begun(context).AnyAsync(s => s.OrganisationId == organisationId && s.Status != "incomplete" && s.Status != "incomplete_expired", cancellationToken);
    }

    /// <summary>The currency in which the organisation has paid; null before its first payment.</summary>
    public async Task<Currency?> BoughtInAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var paid = await context.Invoices.AsNoTracking().Where(i => i.OrganisationId == organisationId && i.Status == "paid").OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return paid?.Total.Currency;
    }

    /// <summary>The organisation's order of a plan for which money is on its way.</summary>
    public async Task<Purchase?> PlanOnItsWayAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OnTheirWay(context).AsNoTracking().FirstOrDefaultAsync(p => p.OrganisationId == organisationId && p.SubscriptionId != null, cancellationToken);
    }

    /// <summary>The orders for which money is on its way from a bank: nothing of them may be changed or bought again by accident.</summary>
    public static IQueryable<Purchase> OnTheirWay(PortalDbContext context) =>
        context.Purchases.Where(p => p.State == PurchaseState.Open && context.Payments.Any(payment => payment.Id == p.PaymentId && payment.Status == "processing"));

    /// <summary>A purchase of an organisation for which the user buys, in a context of the caller's, who means to write.</summary>
    public static IQueryable<Purchase> OfUser(PortalDbContext context, PurchaseId id, Guid userId) => context.Purchases.Include(p => p.Lines)
        .Where(p => p.Id == id && context.Memberships.Any(m => m.UserId == userId && m.OrganisationId == p.OrganisationId && m.Role != MembershipRole.Member));
}
