using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>What Stripe holds of the catalogue, as far as we know it.</summary>
internal sealed class CatalogQueries(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, IOptions<StripeOptions> stripe)
{
    /// <summary>The packs of credits that can be bought in a currency, the smallest first.</summary>
    public async Task<IReadOnlyList<PackPrice>> PacksOnSaleAsync(Currency currency, CancellationToken cancellationToken)
    {
        var found = new List<PackPrice>();
        foreach (var pack in catalogue.PackPrices.Where(p => p.Amount.Currency == currency).OrderBy(p => p.Amount.MinorUnits))
        {
            if (await FindPriceAsync(pack.LookupKey, cancellationToken) is not null)
            {
                found.Add(pack);
            }
        }

        return found;
    }

    /// <summary>Those of the keys whose price contains the tax.</summary>
    public async Task<IReadOnlySet<string>> TaxInclusiveAsync(IEnumerable<string> lookupKeys, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in lookupKeys)
        {
            if (await FindPriceAsync(key, cancellationToken) is { TaxInclusive: true })
            {
                found.Add(key);
            }
        }

        return found;
    }

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
