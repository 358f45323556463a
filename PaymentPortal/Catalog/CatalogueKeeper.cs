using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>Keeps Stripe and the settings of one mind: makes what is missing in the sandbox, and reads the named prices in Live mode.</summary>
internal sealed class CatalogueKeeper(Catalogue catalogue, IOptions<CatalogOptions> options, IOptions<StripeOptions> stripe, CatalogueSetup setup, CatalogQueries known, InboxStore inbox)
{
    /// <summary>Makes products, prices and tax rates that are not there yet; what is there stays.</summary>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        var wanted = catalogue.PlanPrices.Select(p => (Product: p.Plan.Code, p.LookupKey, p.Amount, Interval: (string?)p.Interval.ToString().ToLowerInvariant()))
            .Concat(
                from product in options.Value.OneTime
                from price in product.Prices
                select (Product: product.Code, LookupKey: $"{product.Code}_{price.Key}", Amount: new Money(price.Value, Currency.Parse(price.Key)), Interval: (string?)null))
            .ToList();
        var known = (await setup.FindPricesAsync([.. wanted.Select(w => w.LookupKey)], cancellationToken)).ToDictionary(p => p.LookupKey!, p => p.UnitAmount);
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
    }

    /// <summary>Fetches the tax rates and prices that stand at Stripe, so that they are known before the first event. Prices last: once they are known, all is.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await ReadTaxRatesAsync(cancellationToken);
        await ReadPricesAsync(stripe.Value.Prices.Values.Distinct(StringComparer.Ordinal), cancellationToken);
    }

    /// <summary>True where our tables hold every price on sale from an earlier start.</summary>
    public async Task<bool> IsKnownAsync(CancellationToken cancellationToken)
    {
        foreach (var offer in catalogue.PlanPrices)
        {
            if (await known.FindPriceAsync(offer.LookupKey, cancellationToken) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fetches what Stripe sells and our tables do not know: its events may take their time.</summary>
    public async Task ReadUnknownAsync(CancellationToken cancellationToken)
    {
        var unknown = new List<string>();
        foreach (var offer in catalogue.PlanPrices)
        {
            if (await known.FindPriceAsync(offer.LookupKey, cancellationToken) is null)
            {
                unknown.Add(offer.LookupKey);
            }
        }

        if (unknown.Count > 0)
        {
            await ReadPricesAsync((await setup.FindPricesAsync(unknown, cancellationToken)).Select(p => p.Id), cancellationToken);
            await ReadTaxRatesAsync(cancellationToken);
        }
    }

    private async Task ReadPricesAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var answer in await setup.GetPricesAsync(ids, cancellationToken))
        {
            await inbox.AddAsync(answer, "price", cancellationToken);
        }
    }

    private async Task ReadTaxRatesAsync(CancellationToken cancellationToken)
    {
        foreach (var answer in await setup.GetTaxRatesAsync(cancellationToken))
        {
            await inbox.AddAsync(answer, "tax_rate", cancellationToken);
        }
    }

    private (string Name, string? Description) Describe(string code) =>
        catalogue.Plans.FirstOrDefault(p => p.Code == code) is { } plan
            ? (plan.Name, plan.Summary)
            : (options.Value.OneTime.First(p => p.Code == code).Name, null);
}
