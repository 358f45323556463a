namespace PaymentPortal.Shared;

/// <summary>
/// An ISO 4217 currency as Stripe takes it: a lower-case code and the number of decimals of Stripe's minor unit.
/// Source of the decimals: docs.stripe.com/currencies (zero-decimal, three-decimal and special-case currencies).
/// </summary>
public readonly record struct Currency
{
    private static readonly HashSet<string> ZeroDecimal = new(StringComparer.Ordinal)
    {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf",
    };

    private static readonly HashSet<string> ThreeDecimal = new(StringComparer.Ordinal) { "bhd", "jod", "kwd", "omr", "tnd" };

    /// <summary>Stripe keeps ISK and UGX as two-decimal amounts whose last two digits must be zero.</summary>
    private static readonly HashSet<string> WholeUnitsInTwoDecimals = new(StringComparer.Ordinal) { "isk", "ugx" };

    /// <summary>In minor units, where Stripe publishes it: docs.stripe.com/currencies (minimum charge amounts).</summary>
    private static readonly Dictionary<string, long> Least = new (string Code, long Amount)[]
    {
        ("usd", 50), ("eur", 50), ("gbp", 30), ("aud", 50), ("cad", 50), ("chf", 50), ("brl", 50), ("inr", 50), ("nzd", 50), ("sgd", 50),
        ("jpy", 50), ("bgn", 100), ("ron", 200), ("pln", 200), ("aed", 200), ("myr", 200), ("dkk", 250), ("nok", 300), ("sek", 300), ("hkd", 400),
        ("mxn", 1000), ("thb", 1000), ("czk", 1500), ("huf", 17500),
    }.ToDictionary(least => least.Code, least => least.Amount, StringComparer.Ordinal);

    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <summary>The code in lower case, as Stripe writes it: <c>usd</c>.</summary>
    /// <exception cref="InvalidOperationException">The value was never set: there is no default currency.</exception>
    public string Code => _code ?? throw new InvalidOperationException("A currency was used that was never set.");

    /// <summary>Decimals of Stripe's minor unit: 2 for USD and ISK, 0 for JPY, 3 for KWD.</summary>
    public int Exponent => ZeroDecimal.Contains(Code) ? 0 : ThreeDecimal.Contains(Code) ? 3 : 2;

    /// <summary>Decimals that a person reads: as <see cref="Exponent"/>, but 0 for ISK and UGX, which have no cents.</summary>
    public int DisplayDecimals => WholeUnitsInTwoDecimals.Contains(Code) ? 0 : Exponent;

    /// <summary>The smallest chargeable step in minor units: 100 for ISK and UGX, 10 for three-decimal currencies, else 1.</summary>
    public long Step => WholeUnitsInTwoDecimals.Contains(Code) ? 100 : Exponent == 3 ? 10 : 1;

    /// <summary>The least that Stripe charges, in minor units; an invoice of less goes to the customer's balance. 0 in a currency for which none is published.</summary>
    public long LeastCharge => Least.GetValueOrDefault(Code);

    /// <summary>Reads a three-letter code in any case.</summary>
    /// <exception cref="FormatException">The text is not three Latin letters.</exception>
    public static Currency Parse(string code) =>
        TryParse(code, out var currency) ? currency : throw new FormatException($"'{code}' is not a three-letter currency code.");

    /// <summary>Reads a three-letter code in any case; false where the text is not three Latin letters.</summary>
    public static bool TryParse(string? code, out Currency currency)
    {
        currency = default;
        if (code is not { Length: 3 } || !code.All(char.IsAsciiLetter))
        {
            return false;
        }

        currency = new Currency(code.ToLowerInvariant());
        return true;
    }

    /// <summary>The code in upper case, as people write it: <c>USD</c>.</summary>
    public override string ToString() => Code.ToUpperInvariant();
}
