using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Checkout;

/// <summary>Begins a purchase of a plan, or goes on with the one that the organisation has open: two windows, or two members, share it.</summary>
internal sealed class StartCheckout(
    IDbContextFactory<PortalDbContext> contexts,
    OrganisationAccess organisations,
    Catalogue catalogue,
    SubscriptionQueries subscriptions,
    Funnel funnel,
    TimeProvider time)
{
    public const string AlreadySubscribed = "already_subscribed";

    public async Task<Outcome<PurchaseId>> RunAsync(Guid userId, string? lookupKey, Guid visitor, CancellationToken cancellationToken)
    {
        if (catalogue.Find(lookupKey) is not { } price)
        {
            return new Refusal("unknown_price", "This plan is not on sale. Choose one of the plans below.");
        }

        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return new Refusal("no_organisation", "Your account does not belong to an organisation, so nothing can be bought with it.");
        }

        if (await subscriptions.RunningAsync(organisation.Id, cancellationToken) is not null)
        {
            return new Refusal(AlreadySubscribed, $"{organisation.Name} already has a running plan. Nothing was ordered again.");
        }

        var purchase = await OpenOrAddAsync(organisation.Id, userId, price, cancellationToken);
        await funnel.RecordAsync(visitor, FunnelStep.CheckoutStarted, purchase, cancellationToken);
        return purchase.Id;
    }

    private async Task<Purchase> OpenOrAddAsync(OrganisationId organisationId, Guid userId, PlanPrice price, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await OpenAsync(context, organisationId, price.LookupKey, cancellationToken) is { } open)
        {
            return open;
        }

        var purchase = new Purchase
        {
            Id = TypedId.New<PurchaseId>(time),
            OrganisationId = organisationId,
            UserId = userId,
            LookupKey = price.LookupKey,
            State = PurchaseState.Open,
            Currency = price.Amount.Currency,
            CreatedAt = time.GetUtcNow(),
        };
        context.Purchases.Add(purchase);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return purchase;
        }
        catch (DbUpdateException)
        {
            // Another window was quicker, where the database lets two write at once: the unique index lets one be open.
            await transaction.RollbackAsync(cancellationToken);
            return await OpenAsync(context, organisationId, price.LookupKey, cancellationToken) ?? throw new InvalidOperationException("A purchase could neither be made nor found.");
        }
    }

    private static Task<Purchase?> OpenAsync(PortalDbContext context, OrganisationId organisationId, string lookupKey, CancellationToken cancellationToken) =>
        context.Purchases.AsNoTracking().FirstOrDefaultAsync(p => p.OrganisationId == organisationId && p.LookupKey == lookupKey && p.State == PurchaseState.Open, cancellationToken);
}
