using System.Globalization;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Shared;

/// <summary>Every currency that Stripe takes, written in eight locales and reckoned with.</summary>
public sealed class MoneyInEveryCurrencyTests
{
    private const string Zero = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";
    private const string Three = "bhd jod kwd omr tnd";
    private const string WholeInTwo = "isk ugx";

    private const string Two =
        "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt "
        + "lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah uyu uzs wst xcd yer zar zmw";

    private static readonly string[] Locales = ["en-US", "en-GB", "en-ZA", "de-DE", "fr-FR", "es-ES", "sv-SE", "ja-JP"];

    public static TheoryData<string, int, int> Currencies()
    {
        var all = new TheoryData<string, int, int>();
        foreach (var (codes, exponent, shown) in (ReadOnlySpan<(string, int, int)>)[(Zero, 0, 0), (Three, 3, 3), (WholeInTwo, 2, 0), (Two, 2, 2)])
        {
            foreach (var code in codes.Split(' '))
                all.Add(code, exponent, shown);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Amounts_are_written_and_reckoned_in_the_currencys_own_decimals(string code, int exponent, int shown)
    {
        var currency = Currency.Parse(code);
        Assert.Equal((exponent, shown), (currency.Exponent, currency.DisplayDecimals));
        var scale = (decimal)Math.Pow(10, exponent);
        foreach (var locale in Locales.Select(CultureInfo.GetCultureInfo))
        {
            foreach (var units in (long[])[0, 1, 999, 1_234_567, -42_000])
            {
                var money = new Money(units * (exponent == 3 ? 10 : shown == exponent ? 1 : 100), currency);
                var digits = MoneyFormat.Digits(money, locale);
                Assert.Equal(Math.Abs(money.MinorUnits / scale), decimal.Parse(digits, NumberStyles.Number, locale));
                Assert.Equal(shown, digits.LastIndexOf(locale.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal) is >= 0 and var point ? digits.Length - point - 1 : 0);
                var text = MoneyFormat.In(locale, money);
                Assert.EndsWith(digits, text, StringComparison.Ordinal);
                Assert.Equal(units < 0, text.StartsWith('\u2212'));
            }
        }

        var price = new Money(1_000_100, currency);
        Assert.Equal(price, price.Split(1, 1, 1).Aggregate(Money.Zero(currency), (sum, part) => sum + part));
        Assert.Equal(200_020, price.Percent(20m).MinorUnits);
        Assert.Equal(3_000_300, (price * 3).MinorUnits);
    }

    [Fact]
    public void There_is_a_test_for_every_code() => Assert.True(Currencies().Count >= 135);
}
