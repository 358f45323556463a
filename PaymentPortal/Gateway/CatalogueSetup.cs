using System.Net;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;
using Stripe.Billing;

namespace PaymentPortal.Gateway;

/// <summary>Makes products, prices, meters and tax rates in the account, each once however often it runs: products have ids of ours, prices lookup keys, meters event names, tax rates are compared. Idempotency keys name what is replaced, for two nodes that start at once.</summary>
internal sealed class CatalogueSetup(StripeConnection connection, TimeProvider time)
{
    /// <summary>Makes a product with the given id; one that exists is only put on sale again where it was archived.</summary>
    public async Task EnsureProductAsync(string id, string name, string? description, CancellationToken cancellationToken)
    {
        var service = new ProductService(connection.Client);
        if (await FindAsync(service, id, cancellationToken) is not { } product)
        {
            try
            {
                // Its own id is what keeps it from being made twice: a fixed key would answer for one that was deleted since.
                await service.CreateAsync(new ProductCreateOptions { Id = id, Name = name, Description = string.IsNullOrEmpty(description) ? null : description }, null, cancellationToken);
            }
            catch (StripeException faster) when (faster.StripeError?.Code == "resource_already_exists")
            {
                // Another node made it meanwhile.
            }
        }
        else if (!product.Active)
        {
            await service.UpdateAsync(id, new ProductUpdateOptions { Active = true }, null, cancellationToken);
        }
    }

    private static async Task<Product?> FindAsync(ProductService service, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await service.GetAsync(id, null, null, cancellationToken);
        }
        catch (StripeException missing) when (missing.StripeError?.Code == "resource_missing")
        {
            return null;
        }
    }

    /// <summary>The prices that hold these lookup keys, archived ones among them.</summary>
    public async Task<IReadOnlyList<PriceSnapshot>> FindPricesAsync(IReadOnlyList<string> lookupKeys, CancellationToken cancellationToken)
    {
        var found = new List<PriceSnapshot>();
        foreach (var keys in lookupKeys.Chunk(10))
        {
            var page = await new PriceService(connection.Client).ListAsync(new PriceListOptions { LookupKeys = [.. keys], Limit = 100, Expand = ["data.tiers"] }, null, cancellationToken);
            found.AddRange(page.Data.Select(SnapshotReader.Of));
        }

        return found;
    }

    /// <summary>Makes a price. Prices never change at Stripe: a new amount is a new price that takes the lookup key over.</summary>
    /// <param name="price">What it is to be.</param>
    /// <param name="heldBy">The price that holds the lookup key now; null for none. Going back to an earlier amount is so another wish than the first one for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task CreatePriceAsync(WantedPrice price, string? heldBy, CancellationToken cancellationToken)
    {
        var options = new PriceCreateOptions
        {
            Product = price.ProductId,
            LookupKey = price.LookupKey,
            TransferLookupKey = true,
            Currency = price.Amount.Currency.Code,
            Recurring = price.Interval is null ? null : new PriceRecurringOptions { Interval = price.Interval },
            TaxBehavior = price.TaxInclusive ? "inclusive" : "exclusive",
        };
        if (price.Use is not { } use)
        {
            options.UnitAmount = price.Amount.MinorUnits;
        }
        else
        {
            (options.Recurring!.UsageType, options.Recurring.Meter) = ("metered", use.MeterId);
            if (use.Free == 0)
            {
                options.UnitAmountDecimal = use.UnitAmount;
            }
            else
            {
                (options.BillingScheme, options.TiersMode) = ("tiered", "graduated");
                options.Tiers = [new PriceTierOptions { UpTo = (long?)use.Free, UnitAmountDecimal = 0 }, new PriceTierOptions { UpTo = PriceTierUpTo.Inf, UnitAmountDecimal = use.UnitAmount }];
            }
        }

        var terms = price.Use is null ? $"{price.Amount.MinorUnits}" : FormattableString.Invariant($"{price.Use.MeterId}-{price.Use.Free}-{price.Use.UnitAmount}");
        await new PriceService(connection.Client).CreateAsync(
            options, new RequestOptions { IdempotencyKey = $"price-{price.ProductId}-{price.LookupKey}-{terms}-{price.Interval}{(price.TaxInclusive ? "-inclusive" : "")}-after-{heldBy}" }, cancellationToken);
    }

    /// <summary>The id of the meter that counts under this code; one is made where there is none, and one that was switched off is switched on.</summary>
    public async Task<string> EnsureMeterAsync(string code, string name, CancellationToken cancellationToken)
    {
        var known = await FindMeterAsync(code, cancellationToken);
        if (known is null)
        {
            var options = new MeterCreateOptions
            {
                EventName = code,
                DisplayName = name,
                DefaultAggregation = new MeterDefaultAggregationOptions { Formula = "sum" },
                CustomerMapping = new MeterCustomerMappingOptions { Type = "by_id", EventPayloadKey = MeterGateway.CustomerKey },
                ValueSettings = new MeterValueSettingsOptions { EventPayloadKey = MeterGateway.ValueKey },
            };
            try
            {
                return (await new MeterService(connection.Client).CreateAsync(options, null, cancellationToken)).Id;
            }
            catch (StripeException refused) when (refused.HttpStatusCode == HttpStatusCode.BadRequest)
            {
                known = await FindMeterAsync(code, cancellationToken);
                if (known is null)
                {
                    throw;
                }

                // Another node made it meanwhile.
            }
        }

        if (known.Status != "active")
        {
            await new MeterService(connection.Client).ReactivateAsync(known.Id, null, null, cancellationToken);
        }

        return known.Id;
    }

    /// <summary>The meter of that name, an active one first.</summary>
    private async Task<Meter?> FindMeterAsync(string code, CancellationToken cancellationToken)
    {
        Meter? found = null;
        await foreach (var meter in new MeterService(connection.Client).ListAutoPagingAsync(new MeterListOptions { Limit = 100 }, null, cancellationToken))
        {
            if (meter.EventName == code && (found is null || meter.Status == "active"))
            {
                found = meter;
            }
        }

        return found;
    }

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
        var archived = 0;
        await foreach (var rate in service.ListAutoPagingAsync(new TaxRateListOptions { Limit = 100 }, null, cancellationToken))
        {
            if (rate.Country == country && rate.Percentage == percentage && rate.Inclusive == inclusive)
            {
                if (rate.Active)
                {
                    return;
                }

                archived++;
            }
        }

        // One that was archived since must not answer for the one that takes its place.
        await service.CreateAsync(
            new TaxRateCreateOptions { DisplayName = displayName, Country = country, Jurisdiction = country, Percentage = percentage, Inclusive = inclusive, TaxType = "vat" },
            new RequestOptions { IdempotencyKey = FormattableString.Invariant($"tax-{displayName}-{country}-{percentage}-{inclusive}-after-{archived}") },
            cancellationToken);
    }

    private DateTimeOffset At(StripeResponse response) => response.Date ?? time.GetUtcNow();
}

/// <summary>A price that the account is to have.</summary>
/// <param name="ProductId">The product's id.</param>
/// <param name="LookupKey">The key by which the portal finds the price.</param>
/// <param name="Amount">The amount per interval, or once; for use only its currency counts.</param>
/// <param name="Interval">Stripe's word, null for one-time prices.</param>
internal sealed record WantedPrice(string ProductId, string LookupKey, Money Amount, string? Interval)
{
    /// <summary>What use costs; null for what is bought in advance.</summary>
    public PriceUse? Use { get; init; }

    /// <summary>The amount contains the tax.</summary>
    public bool TaxInclusive { get; init; }

    /// <summary>True where a price of the account is what is wanted.</summary>
    public bool Is(PriceSnapshot price) => price.Interval == Interval && price.TaxInclusive == TaxInclusive && price.Use == Use && (Use is null ? price.UnitAmount == Amount : price.UnitAmount.Currency == Amount.Currency);
}
