using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>Makes the catalogue of the settings in the account at Stripe.</summary>
internal sealed class CatalogueMaker(Catalogue catalogue, IOptions<CatalogOptions> options, CatalogueSetup setup)
{
    /// <summary>Makes meters, products, prices and tax rates that are not there yet; what is there stays. Gives every price on sale, with Stripe's id.</summary>
    public async Task<IReadOnlyList<PriceSnapshot>> MakeAsync(CancellationToken cancellationToken)
    {
        var meters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var meter in catalogue.MeteredPrices.Select(p => p.Meter).Distinct())
        {
            meters.Add(meter.Code, await setup.EnsureMeterAsync(meter.Code, meter.Name, cancellationToken));
        }

        var wanted = catalogue.PlanPrices.Select(p => new WantedPrice(p.Plan.Code, p.LookupKey, p.Amount, Word(p.Interval)))
            .Concat(
                from product in options.Value.OneTime
                from price in product.Prices
                select new WantedPrice(product.Code, $"{product.Code}_{price.Key}", new Money(price.Value, Currency.Parse(price.Key)), null))
            .Concat(catalogue.MeteredPrices.Select(p => new WantedPrice(p.Meter.Code, p.LookupKey, Money.Zero(p.Amount.Currency), Word(p.Interval)) { Use = new PriceUse(meters[p.Meter.Code], p.Included, p.UnitAmount) }))
            .Select(price => price with { TaxInclusive = catalogue.IncludesTax(price.Amount.Currency) }).ToList();
        var keys = wanted.Select(w => w.LookupKey).ToList();
        var prices = (await setup.FindPricesAsync(keys, cancellationToken)).ToDictionary(p => p.LookupKey!, StringComparer.Ordinal);
        var missing = wanted.Where(w => prices.GetValueOrDefault(w.LookupKey) is not { Active: true } price || !w.Is(price)).ToList();

        foreach (var product in wanted.Select(w => w.ProductId).Distinct())
        {
            var (name, description) = Describe(product);
            await setup.EnsureProductAsync(product, name, description, cancellationToken);
        }

        foreach (var price in missing)
        {
            await setup.CreatePriceAsync(price, prices.GetValueOrDefault(price.LookupKey)?.Id, cancellationToken);
        }

        foreach (var rate in options.Value.TaxRates)
        {
            await setup.EnsureTaxRateAsync(rate.Name, rate.Country, rate.Percentage, rate.Inclusive, cancellationToken);
        }

        return missing.Count == 0 ? [.. prices.Values] : await setup.FindPricesAsync(keys, cancellationToken);
    }

    private (string Name, string? Description) Describe(string code) =>
        catalogue.Plans.FirstOrDefault(p => p.Code == code) is { } plan
            ? (plan.Name, plan.Summary)
            : (options.Value.OneTime.FirstOrDefault(p => p.Code == code)?.Name ?? catalogue.Meters.First(m => m.Code == code).Name, null);

    private static string Word(BillingInterval interval) => interval.ToString().ToLowerInvariant();
}
