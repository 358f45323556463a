using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;

namespace PaymentPortal.Checkout.Admin;

/// <summary>Reads purchases for the console.</summary>
internal sealed class PurchaseRecords(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue)
{
    private const int ShownAttempts = 20;

    /// <summary>One purchase with the way to it; null where there is none of that id.</summary>
    public async Task<PurchaseDetails?> FindAsync(PurchaseId id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Purchases.AsNoTracking().Include(p => p.Lines).FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } purchase)
        {
            return null;
        }

        var cart = Cart.Of(purchase, catalogue);
        return new PurchaseDetails(
            purchase,
            cart?.Title ?? purchase.LookupKey,
            Cart.LinesOf(purchase, catalogue),
            cart?.ListPrice,
            await context.Organisations.Where(o => o.Id == purchase.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken),
            await context.Users.Where(u => u.Id == purchase.UserId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken),
            await context.Customers.Where(c => c.OrganisationId == purchase.OrganisationId && !c.Deleted).OrderBy(c => c.CreatedAt).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken),
            await context.FunnelEvents.AsNoTracking().Where(e => e.PurchaseId == id).OrderBy(e => e.At).ToListAsync(cancellationToken),
            await context.PaymentAttempts.AsNoTracking().Where(a => a.PurchaseId == id).OrderByDescending(a => a.At).Take(ShownAttempts).ToListAsync(cancellationToken));
    }
}
