using System.Globalization;

namespace PaymentPortal.Shared;

/// <summary>Writes amounts for people: symbol or code, grouped digits, the currency's own decimals, a true minus.</summary>
public static class MoneyFormat
{
    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["usd"] = "$",
        ["eur"] = "€",
        ["gbp"] = "£",
        ["zar"] = "R",
        ["jpy"] = "¥",
        ["inr"] = "₹",
        ["krw"] = "₩",
        ["vnd"] = "₫",
    };

    /// <summary>The amount in English form: <c>$1,234.50</c>, <c>−€5.00</c>, <c>CHF 12.00</c> (with a space that does not break).</summary>
    public static string Text(Money money) => In(CultureInfo.InvariantCulture, money);

    /// <summary>The price of one where it may be a part of a minor unit: <c>$0.002</c>.</summary>
    /// <param name="minorUnits">The price in minor units, with decimals.</param>
    /// <param name="currency">Its currency.</param>
    public static string Unit(decimal minorUnits, Currency currency)
    {
        if (minorUnits == decimal.Truncate(minorUnits))
        {
            return Text(new Money((long)minorUnits, currency));
        }

        var symbol = Symbols.TryGetValue(currency.Code, out var known) ? known : currency + "\u00a0";
        return (minorUnits < 0 ? "\u2212" : "") + symbol + (decimal.Abs(minorUnits) / Scale(currency.Exponent)).ToString("#,##0.00############", CultureInfo.InvariantCulture);
    }

    /// <summary>The amount with the culture's separators and the currency in front.</summary>
    public static string In(CultureInfo culture, Money money)
    {
        var sign = money.MinorUnits < 0 ? "\u2212" : "";
        var symbol = Symbols.TryGetValue(money.Currency.Code, out var known) ? known : money.Currency + "\u00a0";
        return sign + symbol + Digits(money, culture);
    }

    /// <summary>The amount as digits only, without sign and currency: <c>1,234.50</c>.</summary>
    public static string Digits(Money money, CultureInfo culture)
    {
        var value = decimal.Abs(money.MinorUnits) / Scale(money.Currency.Exponent);
        return value.ToString("N" + money.Currency.DisplayDecimals.ToString(CultureInfo.InvariantCulture), culture);
    }

    private static decimal Scale(int exponent) => exponent switch { 0 => 1m, 3 => 1000m, _ => 100m };
}
