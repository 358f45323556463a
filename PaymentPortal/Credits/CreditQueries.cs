using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Credits;

/// <summary>What a member sees of the organisation's credits.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Lots">What is left, what expires first before the others.</param>
/// <param name="Movements">A page of the ledger.</param>
/// <param name="Packs">What can be bought.</param>
/// <param name="MayBuy">The person is an owner or has the billing role.</param>
public sealed record CreditsView(Organisation Organisation, IReadOnlyList<CreditLot> Lots, Paged<CreditMovement> Movements, IReadOnlyList<CreditOffer> Packs, bool MayBuy)
{
    public long Balance => Lots.Sum(lot => lot.Left);
}

/// <summary>What one cause did to the credits, from however many lots it took them.</summary>
public sealed record CreditMovement(string Cause, CreditKind Kind, DateTimeOffset At, string Reason, long Amount);

/// <summary>A pack on sale, with the key by which checkout finds its price.</summary>
public sealed record CreditOffer(string LookupKey, string Name, Money Amount, int ExpiresAfterDays);

internal sealed class CreditQueries(IDbContextFactory<PortalDbContext> contexts, OrganisationAccess organisations, CatalogQueries catalog, Catalogue catalogue, TimeProvider time)
{
    public async Task<CreditsView?> OfUserAsync(Guid userId, CreditKind? kind, string? after, CancellationToken cancellationToken)
    {
        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lots = await CreditLedger.Spendable(context, organisation.Id, time.GetUtcNow()).ToListAsync(cancellationToken);
        var currency = (await context.Invoices.AsNoTracking().Where(i => i.OrganisationId == organisation.Id).OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Id).FirstOrDefaultAsync(cancellationToken))?.Total.Currency;
        return new CreditsView(
            organisation,
            lots,
            await MovementsAsync(context, organisation.Id, kind, after, cancellationToken),
            [.. (await catalog.PacksOnSaleAsync(currency ?? catalogue.Currencies[0], cancellationToken)).Select(p => new CreditOffer(p.LookupKey, p.Product.Name, p.Amount, p.Product.ExpiresAfterDays))],
            await organisations.RefusalAsync(userId, organisation.Id, MembershipRole.Billing, cancellationToken) is null);
    }

    public async Task<long> BalanceAsync(OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await CreditLedger.Spendable(context, organisationId, time.GetUtcNow()).ToListAsync(cancellationToken)).Sum(lot => lot.Left);
    }

    private static async Task<Paged<CreditMovement>> MovementsAsync(PortalDbContext context, OrganisationId organisationId, CreditKind? kind, string? after, CancellationToken cancellationToken)
    {
        var entries = context.CreditEntries.AsNoTracking().Where(e => e.OrganisationId == organisationId && (kind == null || e.Kind == kind));
        var total = await entries.Select(e => e.Cause).Distinct().CountAsync(cancellationToken);
        if (SearchText.Clean(after) is { } cause && await context.CreditEntries.AsNoTracking().FirstOrDefaultAsync(e => e.OrganisationId == organisationId && e.Cause == cause, cancellationToken) is { } cursor)
        {
            entries = entries.Where(e => e.At < cursor.At || (e.At == cursor.At && string.Compare(e.Cause, cause) < 0));
        }

        var rows = await entries.GroupBy(e => new { e.Cause, e.Kind, e.At, e.Reason })
            .Select(g => new { g.Key.Cause, g.Key.Kind, g.Key.At, g.Key.Reason, Amount = g.Sum(e => e.Amount) })
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Cause).Take(Paged<CreditMovement>.Size + 1).ToListAsync(cancellationToken);
        return Paged<CreditMovement>.Of([.. rows.Select(m => new CreditMovement(m.Cause, m.Kind, m.At, m.Reason, m.Amount))], total, movement => movement.Cause);
    }
}
