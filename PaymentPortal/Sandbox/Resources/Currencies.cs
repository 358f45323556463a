using System.Globalization;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The currencies that can be charged, their least amounts, and the refusals that amounts meet.</summary>
internal static class Currencies
{
    /// <summary>Prices may have parts of the smallest unit.</summary>
    private const int MostDecimals = 12;

    /// <summary>No charge and no price is larger, in minor units.</summary>
    public const long Largest = 99_999_999;

    private const string All =
        "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl "
        + "hrk htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd "
        + "rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw";

    private static readonly HashSet<string> Codes = [.. All.Split(' ')];

    private static readonly Dictionary<string, long> Least =
        "usd:50 eur:50 gbp:30 aud:50 cad:50 chf:50 brl:50 inr:50 nzd:50 sgd:50 ron:200 pln:200 aed:200 myr:200 bgn:100 dkk:250 nok:300 sek:300 hkd:400 jpy:50 mxn:1000 thb:1000 czk:1500 huf:17500"
            .Split(' ').Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture));

    private static readonly HashSet<string> WithoutMinorUnits = ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"];

    private static readonly HashSet<string> WithThousandths = ["bhd", "jod", "kwd", "omr", "tnd"];

    /// <summary>Written with two digits as they once had them, and charged in whole units alone (https://docs.stripe.com/currencies#special-cases).</summary>
    private static readonly HashSet<string> WholeInHundredths = ["isk", "ugx"];

    /// <summary>How many digits of an amount stand behind the point.</summary>
    public static int Digits(string currency) => WithoutMinorUnits.Contains(currency) ? 0 : WithThousandths.Contains(currency) ? 3 : 2;

    /// <summary>An amount, exactly, for the descriptions that Stripe writes.</summary>
    public static string Format(decimal amount, string currency)
    {
        var digits = Digits(currency);
        var sign = currency switch { "usd" => "$", "eur" => "€", "gbp" => "£", "zar" => "R", "jpy" => "¥", "krw" => "₩", _ => currency.ToUpperInvariant() + " " };
        return sign + (amount / (decimal)Math.Pow(10, digits)).ToString($"#,##0.{new string('0', digits)}{new string('#', MostDecimals)}", CultureInfo.InvariantCulture);
    }

    public static string Known(string sent, string param = "currency")
    {
        var code = sent.ToLowerInvariant();
        return Codes.Contains(code) ? code
            : throw StripeError.Invalid($"Invalid currency: {code}. Stripe currently supports these currencies: {All.Replace(" ", ", ")}", param);
    }

    public static StripeError TooLarge(string currency, string param) =>
        StripeError.Invalid($"Amount must be no more than {Format(Largest, currency)}", param, "amount_too_large");

    /// <summary>The least that is charged at all: what Stripe publishes, in other currencies what is worth as much as in the account's.</summary>
    public static long LeastOf(string currency) => Least.TryGetValue(currency, out var least) ? least : Settlement.Worth(Least[Settlement.Currency], currency);

    public static void CheckChargeable(long amount, string currency)
    {
        if (amount < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
        if (amount > Largest)
            throw TooLarge(currency, "amount");
        if (amount % (WholeInHundredths.Contains(currency) ? 100 : WithThousandths.Contains(currency) ? 10 : 1) is not 0)
        {
            throw StripeError.Invalid(
                $"Invalid amount: {(WholeInHundredths.Contains(currency) ? "the last two digits" : "the last digit")} of an amount in {currency} must be 0.", "amount", "parameter_invalid_integer");
        }
        if (amount < LeastOf(currency))
        {
            throw StripeError.Invalid(Least.TryGetValue(currency, out var least)
                ? $"Amount must be at least {Format(least, currency)} {currency}"
                : $"Amount must convert to at least {Least[Settlement.Currency]} cents. {Format(amount, currency)} converts to approximately {Format(Settlement.Of(amount, currency).Amount, Settlement.Currency)}.", "amount", "amount_too_small");
        }
    }
}
