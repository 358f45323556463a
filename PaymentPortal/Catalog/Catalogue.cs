using Microsoft.Extensions.Options;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>The plans on sale, with the key by which each price is found at Stripe.</summary>
internal sealed class Catalogue(IOptions<CatalogOptions> options)
{
    public IReadOnlyList<Plan> Plans => options.Value.Plans;

    public IReadOnlyList<Currency> Currencies { get; } = [.. options.Value.Currencies.Select(Currency.Parse)];

    public IReadOnlyList<PlanPrice> PlanPrices { get; } = [.. PlanPricesOf(options.Value)];

    public PlanPrice? Find(string? lookupKey) => PlanPrices.FirstOrDefault(p => p.LookupKey == lookupKey);

    public PlanPrice? Find(string planCode, BillingInterval interval, Currency currency) =>
        PlanPrices.FirstOrDefault(p => p.Plan.Code == planCode && p.Interval == interval && p.Amount.Currency == currency);

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
}

/// <summary>A plan's price per interval in one currency.</summary>
internal sealed record PlanPrice(Plan Plan, BillingInterval Interval, Money Amount)
{
    public string LookupKey => $"{Plan.Code}_{Interval.ToString().ToLowerInvariant()}_{Amount.Currency.Code}";
}
