namespace PaymentPortal.Shared;

/// <summary>
/// An amount in Stripe's minor units of one currency. Arithmetic is exact and checked; amounts of two currencies never mix.
/// </summary>
/// <param name="MinorUnits">The amount in minor units: cents for USD, yen for JPY, a thousandth for KWD. Negative for credits.</param>
/// <param name="Currency">The currency; there is no default.</param>
public readonly record struct Money(long MinorUnits, Currency Currency) : IComparable<Money>
{
    /// <summary>Nothing, in the given currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>True for an amount of 0.</summary>
    public bool IsZero => MinorUnits == 0;

    /// <summary>Adds two amounts.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.MinorUnits + right.Same(left).MinorUnits), left.Currency);

    /// <summary>Subtracts an amount.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public static Money operator -(Money left, Money right) => new(checked(left.MinorUnits - right.Same(left).MinorUnits), left.Currency);

    /// <summary>The same amount with the other sign.</summary>
    public static Money operator -(Money value) => new(checked(-value.MinorUnits), value.Currency);

    /// <summary>Multiplies by a whole quantity.</summary>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static Money operator *(Money value, long quantity) => new(checked(value.MinorUnits * quantity), value.Currency);

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>Orders amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public int CompareTo(Money other) => MinorUnits.CompareTo(other.Same(this).MinorUnits);

    /// <summary>The amount times a fraction, rounded half away from zero, as Stripe rounds taxes and prorations.</summary>
    /// <param name="numerator">The fraction's numerator.</param>
    /// <param name="denominator">The fraction's denominator, not 0.</param>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public Money TimesFraction(long numerator, long denominator)
    {
        var product = (Int128)MinorUnits * numerator;
        var divisor = (Int128)denominator;
        if (divisor < 0)
        {
            (product, divisor) = (-product, -divisor);
        }

        var half = product < 0 ? -(divisor / 2) : divisor / 2;
        return new Money(checked((long)((product + half) / divisor)), Currency);
    }

    /// <summary>The share of a percentage such as 8.875, rounded half away from zero.</summary>
    /// <param name="percentage">The percentage with at most four decimals, as Stripe's tax rates have.</param>
    public Money Percent(decimal percentage) => TimesFraction((long)(percentage * 10_000m), 1_000_000);

    /// <summary>Splits the amount in proportion to weights by the largest remainder, so that the parts sum to the whole exactly.</summary>
    /// <param name="weights">At least one weight, none negative, not all 0. Ties go to the earlier part.</param>
    /// <exception cref="ArgumentException">The weights do not fit the rule.</exception>
    public Money[] Split(params ReadOnlySpan<long> weights)
    {
        Int128 total = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight);
            total += weight;
        }

        if (total == 0)
        {
            throw new ArgumentException("An amount cannot be split by weights that sum to 0.", nameof(weights));
        }

        var sign = MinorUnits < 0 ? -1 : 1;
        var whole = Int128.Abs(MinorUnits);
        var parts = new long[weights.Length];
        var remainders = new (Int128 Remainder, int Index)[weights.Length];
        var given = (Int128)0;
        for (var i = 0; i < weights.Length; i++)
        {
            var (share, remainder) = Int128.DivRem(whole * weights[i], total);
            parts[i] = (long)share;
            given += share;
            remainders[i] = (remainder, i);
        }

        Array.Sort(remainders, static (a, b) => a.Remainder != b.Remainder ? b.Remainder.CompareTo(a.Remainder) : a.Index.CompareTo(b.Index));
        for (var i = 0; given < whole; i++, given++)
        {
            parts[remainders[i].Index]++;
        }

        var currency = Currency;
        return [.. parts.Select(part => new Money(sign * part, currency))];
    }

    /// <summary>The amount for logs and exceptions: <c>1234 USD (minor units)</c>. People read <see cref="MoneyFormat"/>.</summary>
    public override string ToString() => $"{MinorUnits} {Currency} (minor units)";

    private Money Same(Money other) => Currency == other.Currency
        ? this
        : throw new InvalidOperationException($"Amounts of {Currency} and {other.Currency} cannot be combined.");
}
