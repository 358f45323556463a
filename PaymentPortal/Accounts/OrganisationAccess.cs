using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Accounts;

/// <summary>Who belongs to which organisation; asked by every query and command of the customer's area.</summary>
internal sealed class OrganisationAccess(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The organisation that a user acts for: the one he joined first.</summary>
    public async Task<Organisation?> OfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Memberships.AsNoTracking()
            .Where(m => m.UserId == userId)
            .OrderBy(m => m.CreatedAt).ThenBy(m => m.OrganisationId)
            .Join(context.Organisations, m => m.OrganisationId, o => o.Id, (_, o) => o)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> IsMemberAsync(Guid userId, OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Memberships.AnyAsync(m => m.UserId == userId && m.OrganisationId == organisationId, cancellationToken);
    }
}
