using System.Globalization;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What of a payment reaches the balance: converted to the balance's currency, less Stripe's fee.</summary>
internal static class Settlement
{
    /// <summary>The currency of the account's balance.</summary>
    public const string Currency = "usd";

    public const long DisputeFee = 1500;

    private const decimal CardShare = 0.029m;
    private const long CardFixed = 30;
    private const decimal InternationalShare = 0.015m;
    private const decimal ConversionShare = 0.01m;
    private const decimal DebitShare = 0.008m;
    private const long LargestDebitFee = 500;

    /// <summary>Dollars for one of each currency, held still so that sums can be foretold; a currency without a rate keeps a balance of its own.</summary>
    private static readonly Dictionary<string, decimal> Rates =
        ("aed:0.2723 aud:0.6540 bgn:0.5930 brl:0.1850 cad:0.7230 chf:1.2450 czk:0.0478 dkk:0.1554 eur:1.1600 gbp:1.3350 hkd:0.1284 huf:0.002960 inr:0.01185 jpy:0.006750 mxn:0.05410 myr:0.2370 "
        + "nok:0.09960 nzd:0.5830 pln:0.2730 ron:0.2280 sek:0.1060 sgd:0.7740 thb:0.03060 krw:0.000715 twd:0.0334 zar:0.0565 ils:0.2950 isk:0.00800 kwd:3.2600 bhd:2.6525 tnd:0.3430 clp:0.001040 vnd:0.0000385")
            .Split(' ').Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => decimal.Parse(pair[1], CultureInfo.InvariantCulture));

    public static decimal? Rate(string currency) => currency != Currency && Rates.TryGetValue(currency, out var rate) ? rate : null;

    /// <summary>The currency in which a payment is settled, and its amount there.</summary>
    public static (string Currency, long Amount, decimal? Rate) Of(long amount, string currency)
    {
        if (Rate(currency) is not { } rate)
            return (currency, amount, null);
        var scale = (decimal)Math.Pow(10, 2 - Currencies.Digits(currency));
        return (Currency, Round(amount * rate * scale), rate);
    }

    /// <summary>Stripe's fee for a card: 2.9 % and 30 cents, 1.5 % more for a card of another country, 1 % more where it is converted; rounded once.</summary>
    public static long CardFee(long settled, bool international, bool converted) =>
        Round(settled * (CardShare + (international ? InternationalShare : 0) + (converted ? ConversionShare : 0))) + CardFixed;

    /// <summary>Stripe's fee for a debit: 0.8 %, 5.00 at most; 1 % more where it is converted.</summary>
    public static long DebitFee(long settled, bool converted) => Math.Min(LargestDebitFee, Round(settled * DebitShare)) + (converted ? Round(settled * ConversionShare) : 0);

    /// <summary>The part of a sum that stands for `done` of `whole`, so that the parts of a whole add up to it.</summary>
    public static long Share(long sum, long done, long whole) => Round((decimal)sum * done / whole);

    private static long Round(decimal amount) => (long)Math.Round(amount, MidpointRounding.AwayFromZero);
}
