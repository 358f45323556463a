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

        foreach (var currency in options.TaxInclusive.Except(options.Currencies, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Catalog:TaxInclusive names '{currency}', which is not on sale. Name it in Catalog:Currencies too, or remove it.";
        }

        if (options.Plans.Length == 0)
        {
            yield return "Catalog:Plans is empty. Define at least one plan.";
        }

        foreach (var twice in options.Plans.GroupBy(p => p.Code).Where(g => g.Count() > 1))
        {
            yield return $"Catalog:Plans defines the plan '{twice.Key}' {twice.Count()} times. Each code may stand once.";
        }

        foreach (var (plan, limit) in options.Plans.SelectMany(p => p.Entitlements.Limits.Where(l => l.Value < PlanEntitlements.Unlimited).Select(l => (p, l))))
        {
            yield return $"Catalog:Plans: the plan '{plan.Code}' has the limit {limit.Key} of {limit.Value}. A limit is 0 or more, or -1 for none.";
        }

        foreach (var meter in options.Meters.Where(m => m.Code.Length is < 1 or > 50 || m.Name.Length == 0))
        {
            yield return $"Catalog:Meters: the meter '{meter.Code}' needs a Code of at most 50 characters and a Name.";
        }

        foreach (var fault in UseFaults(options))
        {
            yield return fault;
        }

        foreach (var pack in options.OneTime.Where(p => p.Kind == OneTimeKind.Credits && (p.Credits < 1 || p.ExpiresAfterDays is < 1 or > 36_500)))
        {
            yield return $"Catalog:OneTime: the pack '{pack.Code}' holds {pack.Credits} credits for {pack.ExpiresAfterDays} days. Credits is 1 or more, ExpiresAfterDays between 1 and 36500.";
        }

        foreach (var plan in options.Plans.Where(p => p.MaxSeats < 1 || p.TrialDays is < 0 or > 730))
        {
            yield return $"Catalog:Plans: the plan '{plan.Code}' sells {plan.MaxSeats} seats and a trial of {plan.TrialDays} days. MaxSeats is 1 or more, TrialDays between 0 and 730.";
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

    /// <summary>What is wrong with the prices of use beyond the limits.</summary>
    private static IEnumerable<string> UseFaults(CatalogOptions options)
    {
        foreach (var meter in options.Meters.Where(m => options.Plans.Any(p => p.Code == m.Code) || options.OneTime.Any(p => p.Code == m.Code)))
        {
            yield return $"Catalog:Meters: the meter '{meter.Code}' has the code of something that is sold. Give it one of its own.";
        }

        foreach (var (plan, code, use) in options.Plans.SelectMany(p => p.Metered.Select(m => (p, m.Key, m.Value))))
        {
            var key = $"Catalog:Plans: the plan '{plan.Code}' has a price for use of '{code}'";
            if (options.Meters.All(m => m.Code != code))
            {
                yield return $"{key}, which is no meter. Name it in Catalog:Meters, or remove the price.";
            }

            if (!plan.Entitlements.Limits.TryGetValue(code, out var limit) || limit < 0)
            {
                yield return $"{key}, but no limit that the use could go beyond. Set Entitlements:Limits:{code} to what the plan includes, 0 or more.";
            }

            if (use.Per is < 1 or > MeteredPrice.MostPer || !IsPowerOfTen(use.Per))
            {
                yield return $"{key} per {use.Per}. Per is 1, 10, 100 and so on up to {MeteredPrice.MostPer}.";
            }

            foreach (var currency in options.Currencies.Where(c => use.Prices.GetValueOrDefault(c) <= 0))
            {
                yield return $"{key}, but none in {currency.ToUpperInvariant()}. Add Metered:{code}:Prices:{currency} in minor units.";
            }
        }
    }

    private static bool IsPowerOfTen(long number) => number == 1 || (number > 0 && number % 10 == 0 && IsPowerOfTen(number / 10));

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

            foreach (var use in Catalogue.MeteredPricesOf(options).Where(use => string.IsNullOrWhiteSpace(ids[use.LookupKey])))
            {
                yield return $"Stripe:Prices:{use.LookupKey} is missing. Set the id (price_...) of the metered price of '{use.Meter.Code}' in the plan '{use.Plan.Code}' per {use.Interval.ToString().ToLowerInvariant()} in {use.Amount.Currency}.";
            }
        }
    }
}
