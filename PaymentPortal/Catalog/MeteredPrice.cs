using System.Globalization;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>What use beyond a plan's limit costs, per interval in one currency.</summary>
/// <param name="Plan">The plan whose limit it is.</param>
/// <param name="Meter">What is counted.</param>
/// <param name="Interval">How long is counted: as long as the plan's price is for, since both are billed together.</param>
/// <param name="Amount">The price of so many.</param>
/// <param name="Per">How many that is; each one that was used costs its part of it.</param>
/// <param name="Included">How many of an interval cost nothing.</param>
internal sealed record MeteredPrice(Plan Plan, Meter Meter, BillingInterval Interval, Money Amount, long Per, long Included)
{
    /// <summary>Stripe keeps twelve decimals of a unit's price.</summary>
    public const long MostPer = 1_000_000;

    public string LookupKey => $"{Plan.Code}_{Meter.Code}_{Interval.ToString().ToLowerInvariant()}_{Amount.Currency.Code}";

    /// <summary>The price of one, in minor units.</summary>
    public decimal UnitAmount => (decimal)Amount.MinorUnits / Per;

    /// <summary>"100,000 API calls a month included, then $2.00 per 1,000".</summary>
    public string Text => Included > 0
        ? $"{Number(Included)} {Meter.Name} a {Intervals.Text(Interval, 1)} included, then {Price}"
        : $"{Meter.Name}: {Price}";

    private string Price => Per == 1 ? $"{MoneyFormat.Text(Amount)} each" : $"{MoneyFormat.Text(Amount)} per {Number(Per)}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
