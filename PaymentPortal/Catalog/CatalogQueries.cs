using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;

namespace PaymentPortal.Catalog;

/// <summary>What Stripe holds of the catalogue, as far as we know it.</summary>
internal sealed class CatalogQueries(IDbContextFactory<PortalDbContext> contexts, IOptions<StripeOptions> stripe)
{
    /// <summary>The active price for a lookup key: in Live mode the one that the settings name.</summary>
    public async Task<Price?> FindPriceAsync(string lookupKey, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var prices = context.Prices.AsNoTracking().Where(p => p.Active);
        return stripe.Value.Prices.TryGetValue(lookupKey, out var id)
            ? await prices.FirstOrDefaultAsync(p => p.Id == id, cancellationToken)
            : await prices.Where(p => p.LookupKey == lookupKey).OrderByDescending(p => p.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The tax rates that apply to a buyer in a country.</summary>
    public async Task<IReadOnlyList<TaxRate>> TaxRatesForAsync(string country, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TaxRates.AsNoTracking().Where(r => r.Active && r.Country == country).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Take(1).ToListAsync(cancellationToken);
    }
}
