using System.Globalization;
using Microsoft.Extensions.Options;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>The plans on sale, with the key by which each price is found at Stripe.</summary>
internal sealed class Catalogue(IOptions<CatalogOptions> options)
{
    public IReadOnlyList<Plan> Plans => options.Value.Plans;

    public IReadOnlyList<Meter> Meters => options.Value.Meters;

    public IReadOnlyList<Currency> Currencies { get; } = [.. options.Value.Currencies.Select(Currency.Parse)];

    /// <summary>Whether prices in a currency contain the tax.</summary>
    public bool IncludesTax(Currency currency) => options.Value.TaxInclusive.Contains(currency.Code, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<PlanPrice> PlanPrices { get; } = [.. PlanPricesOf(options.Value)];

    /// <summary>What use beyond the plans' limits costs.</summary>
    public IReadOnlyList<MeteredPrice> MeteredPrices { get; } = [.. MeteredPricesOf(options.Value)];

    /// <summary>The packs of credits, with their prices.</summary>
    public IReadOnlyList<PackPrice> PackPrices { get; } = [.. PackPricesOf(options.Value)];

    public PackPrice? FindPack(string? lookupKey) => PackPrices.FirstOrDefault(p => p.LookupKey == lookupKey);

    /// <summary>The pack whose product at Stripe has this id: the portal makes products under their own codes.</summary>
    public OneTimeProduct? FindPackOfProduct(string? productId) => options.Value.OneTime.FirstOrDefault(p => p.Kind == OneTimeKind.Credits && p.Code == productId);

    public MeteredPrice? FindMetered(string? lookupKey) => MeteredPrices.FirstOrDefault(p => p.LookupKey == lookupKey);

    /// <summary>What use beyond the plan's limits costs beside this price of it.</summary>
    public IReadOnlyList<MeteredPrice> MeteredOf(PlanPrice price) =>
        [.. MeteredPrices.Where(m => m.Plan == price.Plan && m.Interval == price.Interval && m.Amount.Currency == price.Amount.Currency)];

    /// <summary>How much use is in a plan's price, by meter, and what more costs.</summary>
    public IEnumerable<string> UseOf(PlanPrice price) => Meters.Select(meter => UseOf(price, meter)).OfType<string>();

    /// <summary>The meter that a price is of, whether or not it is still on sale: the portal makes products under their own codes.</summary>
    public Meter? FindMeter(string? productId, string? lookupKey) => FindMetered(lookupKey)?.Meter ?? Meters.FirstOrDefault(m => m.Code == productId);

    public PlanPrice? Find(string? lookupKey) => PlanPrices.FirstOrDefault(p => p.LookupKey == lookupKey);

    public PlanPrice? Find(string planCode, BillingInterval interval, Currency currency) =>
        PlanPrices.FirstOrDefault(p => p.Plan.Code == planCode && p.Interval == interval && p.Amount.Currency == currency);

    private string? UseOf(PlanPrice price, Meter meter) =>
        MeteredOf(price).FirstOrDefault(m => m.Meter == meter)?.Text ?? price.Plan.LimitsFor(price.Interval, Meters).GetValueOrDefault(meter.Code) switch
        {
            PlanEntitlements.Unlimited => $"{meter.Name} without limit",
            0 => null,
            var limit => $"{limit.ToString("N0", CultureInfo.InvariantCulture)} {meter.Name} a {Intervals.Text(price.Interval, 1)}",
        };

    private static IEnumerable<PackPrice> PackPricesOf(CatalogOptions options) =>
        from product in options.OneTime
        where product.Kind == OneTimeKind.Credits
        from price in product.Prices
        where Currency.TryParse(price.Key, out _)
        select new PackPrice(product, new Money(price.Value, Currency.Parse(price.Key)));

    /// <summary>The plan's name for a price; null where the price is not of a plan of ours.</summary>
    public string? NameOf(string? lookupKey) => Find(lookupKey)?.Plan.Name;

    public static IEnumerable<PlanPrice> PlanPricesOf(CatalogOptions options) =>
        from plan in options.Plans
        from code in options.Currencies
        where Currency.TryParse(code, out _) && plan.Prices.ContainsKey(code)
        let currency = Currency.Parse(code)
        let amounts = plan.Prices[code]
        from interval in new[] { BillingInterval.Month, BillingInterval.Year }
        select new PlanPrice(
            plan,
            interval,
            new Money(interval == BillingInterval.Month ? amounts.Month : amounts.Year, currency));

    public static IEnumerable<MeteredPrice> MeteredPricesOf(CatalogOptions options) =>
        from price in PlanPricesOf(options)
        from use in price.Plan.Metered
        let meter = options.Meters.FirstOrDefault(m => m.Code == use.Key)
        where meter is not null && use.Value.Prices.ContainsKey(price.Amount.Currency.Code)
        select new MeteredPrice(
            price.Plan,
            meter,
            price.Interval,
            new Money(use.Value.Prices[price.Amount.Currency.Code], price.Amount.Currency),
            use.Value.Per,
            price.Plan.LimitsFor(price.Interval, options.Meters).GetValueOrDefault(meter.Code));
}

/// <summary>A plan's price per interval in one currency.</summary>
internal sealed record PlanPrice(Plan Plan, BillingInterval Interval, Money Amount)
{
    public string LookupKey => $"{Plan.Code}_{Interval.ToString().ToLowerInvariant()}_{Amount.Currency.Code}";
}

/// <summary>A pack of credits in one currency.</summary>
internal sealed record PackPrice(OneTimeProduct Product, Money Amount)
{
    public string LookupKey => $"{Product.Code}_{Amount.Currency.Code}";
}
