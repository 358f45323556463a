using Microsoft.Extensions.Options;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

internal sealed class RiskOptionsValidator : IValidateOptions<RiskOptions>
{
    private const int Heaviest = 1000;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RiskOptions options)
    {
        var faults = FaultsOf(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(RiskOptions options)
    {
        if (options.Window < TimeSpan.FromMinutes(1) || options.Window > LongestWindow)
        {
            yield return $"Risk:Window is {options.Window}. Choose between a minute (00:01:00) and a day (1.00:00:00).";
        }

        if (options.ThreeDSecureAt < 1 || options.HoldAt <= options.ThreeDSecureAt)
        {
            yield return $"Risk:ThreeDSecureAt is {options.ThreeDSecureAt} and Risk:HoldAt is {options.HoldAt}. The first is at least 1, and the second above the first.";
        }

        if (options.StopAfterDeclines < 1)
        {
            yield return $"Risk:StopAfterDeclines is {options.StopAfterDeclines}. Choose at least 1.";
        }

        if (options.NewAccountFor < TimeSpan.Zero)
        {
            yield return $"Risk:NewAccountFor is {options.NewAccountFor}. Choose 00:00:00 or more.";
        }

        foreach (var (key, signal) in options.Signals().Where(s => s.Signal.From < 1 || s.Signal.Weight is < 0 or > Heaviest))
        {
            yield return $"Risk:{key} counts from {signal.From} on and weighs {signal.Weight}. From is at least 1, and Weight between 0 and {Heaviest}.";
        }

        foreach (var (code, amount) in options.LargeAmounts.Where(a => !Currency.TryParse(a.Key, out _) || a.Value < 1))
        {
            yield return $"Risk:LargeAmounts:{code} is {amount}. Name a three-letter currency code and an amount of at least 1 in its minor units.";
        }
    }
}
