using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Customers;

/// <summary>Reads the tax ids that a customer has now.</summary>
internal sealed class TaxIdQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<TaxId>> OfCustomerAsync(string customerId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TaxIds.AsNoTracking().Where(t => t.CustomerId == customerId).OrderByDescending(t => t.CreatedAt).ThenBy(t => t.Id).ToListAsync(cancellationToken);
    }
}
