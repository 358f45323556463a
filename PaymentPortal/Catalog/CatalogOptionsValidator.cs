using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>Every plan has a price in every currency, and in Live mode every one of them a price id.</summary>
internal sealed class CatalogOptionsValidator(IConfiguration configuration) : IValidateOptions<CatalogOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalogOptions options)
    {
        var faults = FaultsOf(options).Concat(MissingPrices(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>What is wrong with the catalogue itself, wherever it is sold.</summary>
    public static IEnumerable<string> FaultsOf(CatalogOptions options)
    {
        if (options.Currencies.Length == 0)
        {
            yield return "Catalog:Currencies is empty. Name at least one currency, for example usd.";
        }

        foreach (var currency in options.Currencies.Where(c => !Currency.TryParse(c, out _)))
        {
            yield return $"Catalog:Currencies names '{currency}', which is not a three-letter currency code.";
        }

        if (options.Plans.Length == 0)
        {
            yield return "Catalog:Plans is empty. Define at least one plan.";
        }

        foreach (var twice in options.Plans.GroupBy(p => p.Code).Where(g => g.Count() > 1))
        {
            yield return $"Catalog:Plans defines the plan '{twice.Key}' {twice.Count()} times. Each code may stand once.";
        }

        foreach (var plan in options.Plans)
        {
            foreach (var currency in options.Currencies)
            {
                if (!plan.Prices.TryGetValue(currency, out var amounts) || amounts.Month <= 0 || amounts.Year <= 0)
                {
                    yield return $"Catalog:Plans: the plan '{plan.Code}' has no monthly and annual price in {currency.ToUpperInvariant()}. Add Prices:{currency}:Month and Prices:{currency}:Year in minor units.";
                }
            }
        }
    }

    private IEnumerable<string> MissingPrices(CatalogOptions options)
    {
        if (!configuration.UsesSandbox())
        {
            // Read past the options' own check, so that what it finds and what is found here are said together.
            var ids = configuration.GetSection($"{StripeOptions.Section}:{nameof(StripeOptions.Prices)}");
            foreach (var offer in Catalogue.PlanPricesOf(options))
            {
                if (string.IsNullOrWhiteSpace(ids[offer.LookupKey]))
                {
                    yield return $"Stripe:Prices:{offer.LookupKey} is missing. Set the id (price_...) of the price of the plan '{offer.Plan.Code}' per {offer.Interval.ToString().ToLowerInvariant()} in {offer.Amount.Currency}.";
                }
            }
        }
    }
}
