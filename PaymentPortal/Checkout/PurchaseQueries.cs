using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Checkout;

/// <summary>What a buyer sees of a purchase.</summary>
internal sealed class PurchaseQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>A purchase of an organisation that the user belongs to; null for any other, as for one that does not exist.</summary>
    public async Task<Purchase?> OfUserAsync(PurchaseId id, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Purchases.AsNoTracking()
            .Where(p => p.Id == id && context.Memberships.Any(m => m.UserId == userId && m.OrganisationId == p.OrganisationId))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
