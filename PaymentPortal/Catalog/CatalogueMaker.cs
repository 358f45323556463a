using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>Makes the catalogue of the settings in the account at Stripe.</summary>
internal sealed class CatalogueMaker(Catalogue catalogue, IOptions<CatalogOptions> options, CatalogueSetup setup)
{
    /// <summary>Makes products, prices and tax rates that are not there yet; what is there stays. Gives every price on sale, with Stripe's id.</summary>
    public async Task<IReadOnlyList<PriceSnapshot>> MakeAsync(CancellationToken cancellationToken)
    {
        var wanted = catalogue.PlanPrices.Select(p => (Product: p.Plan.Code, p.LookupKey, p.Amount, Interval: (string?)p.Interval.ToString().ToLowerInvariant()))
            .Concat(
                from product in options.Value.OneTime
                from price in product.Prices
                select (Product: product.Code, LookupKey: $"{product.Code}_{price.Key}", Amount: new Money(price.Value, Currency.Parse(price.Key)), Interval: (string?)null))
            .ToList();
        var keys = wanted.Select(w => w.LookupKey).ToList();
        var prices = await setup.FindPricesAsync(keys, cancellationToken);
        var known = prices.ToDictionary(p => p.LookupKey!, p => p.UnitAmount);
        var missing = wanted.Where(w => !known.TryGetValue(w.LookupKey, out var amount) || amount != w.Amount).ToList();

        foreach (var product in missing.Select(m => m.Product).Distinct())
        {
            var (name, description) = Describe(product);
            await setup.EnsureProductAsync(product, name, description, cancellationToken);
        }

        foreach (var price in missing)
        {
            await setup.CreatePriceAsync(price.Product, price.LookupKey, price.Amount, price.Interval, cancellationToken);
        }

        foreach (var rate in options.Value.TaxRates)
        {
            await setup.EnsureTaxRateAsync(rate.Name, rate.Country, rate.Percentage, rate.Inclusive, cancellationToken);
        }

        return missing.Count == 0 ? prices : await setup.FindPricesAsync(keys, cancellationToken);
    }

    private (string Name, string? Description) Describe(string code) =>
        catalogue.Plans.FirstOrDefault(p => p.Code == code) is { } plan
            ? (plan.Name, plan.Summary)
            : (options.Value.OneTime.First(p => p.Code == code).Name, null);
}
