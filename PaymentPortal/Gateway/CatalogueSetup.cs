using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Makes products, prices and tax rates in the account, each once however often it runs: products have ids of ours, prices lookup keys, tax rates are compared.</summary>
internal sealed class CatalogueSetup(StripeConnection connection, TimeProvider time)
{
    /// <summary>Makes a product with the given id, or leaves it where it exists.</summary>
    public async Task EnsureProductAsync(string id, string name, string? description, CancellationToken cancellationToken)
    {
        var service = new ProductService(connection.Client);
        try
        {
            await service.GetAsync(id, null, null, cancellationToken);
        }
        catch (StripeException missing) when (missing.StripeError?.Code == "resource_missing")
        {
            await service.CreateAsync(
                new ProductCreateOptions { Id = id, Name = name, Description = string.IsNullOrEmpty(description) ? null : description },
                new RequestOptions { IdempotencyKey = "product-" + id },
                cancellationToken);
        }
    }

    /// <summary>The prices that exist for these lookup keys.</summary>
    public async Task<IReadOnlyList<PriceSnapshot>> FindPricesAsync(IReadOnlyList<string> lookupKeys, CancellationToken cancellationToken)
    {
        var found = new List<PriceSnapshot>();
        foreach (var keys in lookupKeys.Chunk(10))
        {
            var page = await new PriceService(connection.Client).ListAsync(new PriceListOptions { LookupKeys = [.. keys], Active = true, Limit = 100 }, null, cancellationToken);
            found.AddRange(page.Data.Select(SnapshotReader.Of));
        }

        return found;
    }

    /// <summary>Makes a price. Prices never change at Stripe: a new amount is a new price that takes the lookup key over.</summary>
    /// <param name="productId">The product's id.</param>
    /// <param name="lookupKey">The key by which the portal finds the price.</param>
    /// <param name="amount">The amount per interval, or once.</param>
    /// <param name="interval">Stripe's word, null for one-time prices.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task CreatePriceAsync(string productId, string lookupKey, Money amount, string? interval, CancellationToken cancellationToken) =>
        await new PriceService(connection.Client).CreateAsync(
            new PriceCreateOptions
            {
                Product = productId,
                LookupKey = lookupKey,
                TransferLookupKey = true,
                Currency = amount.Currency.Code,
                UnitAmount = amount.MinorUnits,
                Recurring = interval is null ? null : new PriceRecurringOptions { Interval = interval },
                TaxBehavior = "exclusive",
            },
            new RequestOptions { IdempotencyKey = $"price-{lookupKey}-{amount.MinorUnits}" },
            cancellationToken);

    /// <summary>The prices with these ids.</summary>
    public async Task<IReadOnlyList<StripeAnswer<PriceSnapshot>>> GetPricesAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var service = new PriceService(connection.Client);
        var found = new List<StripeAnswer<PriceSnapshot>>();
        foreach (var id in ids)
        {
            var askedAt = time.GetUtcNow();
            var price = await service.GetAsync(id, null, null, cancellationToken);
            found.Add(new StripeAnswer<PriceSnapshot>(SnapshotReader.Of(price), price.StripeResponse.Content, At(price.StripeResponse), price.StripeResponse.RequestId, askedAt));
        }

        return found;
    }

    /// <summary>The account's active tax rates.</summary>
    public async Task<IReadOnlyList<StripeAnswer<TaxRateSnapshot>>> GetTaxRatesAsync(CancellationToken cancellationToken)
    {
        var service = new TaxRateService(connection.Client);
        var found = new List<StripeAnswer<TaxRateSnapshot>>();
        await foreach (var listed in service.ListAutoPagingAsync(new TaxRateListOptions { Active = true, Limit = 100 }, null, cancellationToken))
        {
            var askedAt = time.GetUtcNow();
            var rate = await service.GetAsync(listed.Id, null, null, cancellationToken);
            found.Add(new StripeAnswer<TaxRateSnapshot>(SnapshotReader.Of(rate), rate.StripeResponse.Content, At(rate.StripeResponse), rate.StripeResponse.RequestId, askedAt));
        }

        return found;
    }

    /// <summary>Makes a tax rate for a country where no active one is there with the same percentage.</summary>
    public async Task EnsureTaxRateAsync(string displayName, string country, decimal percentage, bool inclusive, CancellationToken cancellationToken)
    {
        var service = new TaxRateService(connection.Client);
        await foreach (var rate in service.ListAutoPagingAsync(new TaxRateListOptions { Active = true, Limit = 100 }, null, cancellationToken))
        {
            if (rate.Country == country && rate.Percentage == percentage && rate.Inclusive == inclusive)
            {
                return;
            }
        }

        await service.CreateAsync(
            new TaxRateCreateOptions { DisplayName = displayName, Country = country, Jurisdiction = country, Percentage = percentage, Inclusive = inclusive, TaxType = "vat" },
            new RequestOptions { IdempotencyKey = $"tax-{country}-{percentage}-{inclusive}" },
            cancellationToken);
    }

    private DateTimeOffset At(StripeResponse response) => response.Date ?? time.GetUtcNow();
}
