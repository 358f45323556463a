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

    /// <summary>Dollars for one of each currency, held still so that sums can be foretold.</summary>
    private static readonly Dictionary<string, decimal> Rates =
        ("aed:0.2723 afn:0.0145 all:0.0119 amd:0.00261 ang:0.5587 aoa:0.00109 ars:0.00072 aud:0.6540 awg:0.5587 azn:0.5882 bam:0.5931 bbd:0.5000 bdt:0.00820 bgn:0.5930 bhd:2.6525 bif:0.000336 bmd:1.0000 bnd:0.7740 bob:0.1447 brl:0.1850 "
        + "bsd:1.0000 bwp:0.0745 byn:0.3350 bzd:0.4975 cad:0.7230 cdf:0.000355 chf:1.2450 clp:0.001040 cny:0.1400 cop:0.000255 crc:0.00198 cve:0.01052 czk:0.0478 djf:0.00562 dkk:0.1554 dop:0.0160 dzd:0.00770 egp:0.0208 etb:0.00680 eur:1.1600 "
        + "fjd:0.4400 fkp:1.3350 gbp:1.3350 gel:0.3690 gip:1.3350 gmd:0.0139 gnf:0.000115 gtq:0.1305 gyd:0.00478 hkd:0.1284 hnl:0.0381 hrk:0.1540 htg:0.00764 huf:0.002960 idr:0.0000607 ils:0.2950 inr:0.01185 isk:0.00800 jmd:0.00623 jod:1.4104 "
        + "jpy:0.006750 kes:0.00774 kgs:0.01144 khr:0.000249 kmf:0.002358 krw:0.000715 kwd:3.2600 kyd:1.2000 kzt:0.00186 lak:0.0000462 lbp:0.0000112 lkr:0.00330 lrd:0.00550 lsl:0.0565 mad:0.1100 mdl:0.0595 mga:0.000225 mkd:0.01886 mmk:0.000476 "
        + "mnt:0.000279 mop:0.1247 mur:0.0219 mvr:0.0649 mwk:0.000577 mxn:0.05410 myr:0.2370 mzn:0.01565 nad:0.0565 ngn:0.000670 nio:0.0272 nok:0.09960 npr:0.00741 nzd:0.5830 omr:2.6008 pab:1.0000 pen:0.2860 pgk:0.2380 php:0.0172 pkr:0.00354 "
        + "pln:0.2730 pyg:0.000140 qar:0.2747 ron:0.2280 rsd:0.00990 rub:0.0122 rwf:0.000690 sar:0.2666 sbd:0.1215 scr:0.0690 sek:0.1060 sgd:0.7740 shp:1.3350 sle:0.0437 sos:0.00175 srd:0.0262 std:0.0000474 szl:0.0565 thb:0.03060 tjs:0.1060 "
        + "tnd:0.3430 top:0.4170 try:0.0242 ttd:0.1473 twd:0.0334 tzs:0.000390 uah:0.0240 ugx:0.000282 uyu:0.0249 uzs:0.0000808 vnd:0.0000385 vuv:0.00835 wst:0.3650 xaf:0.001768 xcd:0.3704 xof:0.001768 xpf:0.009721 yer:0.00418 zar:0.0565 zmw:0.0422")
            .Split(' ').Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => decimal.Parse(pair[1], CultureInfo.InvariantCulture));

    public static decimal? Rate(string currency) => currency == Currency ? null : Rates[currency];

    /// <summary>The currency in which a payment is settled, and its amount there.</summary>
    public static (string Currency, long Amount, decimal? Rate) Of(long amount, string currency)
    {
        if (Rate(currency) is not { } rate)
            return (currency, amount, null);
        return (Currency, Round(amount * Cents(rate, currency)), rate);
    }

    /// <summary>The least amount of another currency that is worth so many cents.</summary>
    public static long Worth(long cents, string currency) => (long)Math.Ceiling(cents / Cents(Rates[currency], currency));

    /// <summary>What the smallest unit of a currency is worth.</summary>
    private static decimal Cents(decimal rate, string currency) => rate * (decimal)Math.Pow(10, 2 - Currencies.Digits(currency));

    /// <summary>Stripe's fee for a card: 2.9 % and 30 cents, 1.5 % more for a card of another country, 1 % more where it is converted; rounded once.</summary>
    public static long CardFee(long settled, bool international, bool converted) =>
        Round(settled * (CardShare + (international ? InternationalShare : 0) + (converted ? ConversionShare : 0))) + CardFixed;

    /// <summary>Stripe's fee for a debit: 0.8 %, 5.00 at most; 1 % more where it is converted.</summary>
    public static long DebitFee(long settled, bool converted) => Math.Min(LargestDebitFee, Round(settled * DebitShare)) + (converted ? Round(settled * ConversionShare) : 0);

    /// <summary>The part of a sum that stands for `done` of `whole`, so that the parts of a whole add up to it.</summary>
    public static long Share(long sum, long done, long whole) => Round((decimal)sum * done / whole);

    private static long Round(decimal amount) => (long)Math.Round(amount, MidpointRounding.AwayFromZero);
}
