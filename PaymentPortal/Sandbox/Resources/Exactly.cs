namespace PaymentPortal.Sandbox.Resources;

/// <summary>Shares of whole amounts, in whole numbers: nothing is lost on the way and nothing made. Its own arithmetic, so that what the portal computes is compared with another reading.</summary>
internal static class Exactly
{
    /// <summary>Percentages have up to four decimals.</summary>
    public const long PercentUnit = 10_000;

    public const long HundredPercent = 100 * PercentUnit;

    public static long Percentage(decimal percent) => (long)(percent * PercentUnit);

    /// <summary>The amount times a fraction, rounded half away from zero.</summary>
    public static long Share(long amount, long numerator, long denominator)
    {
        var product = (Int128)amount * numerator * 2;
        var whole = (Int128)denominator * 2;
        return checked((long)((product < 0 ? product - denominator : product + denominator) / whole));
    }

    /// <summary>Parts in proportion to the weights (none negative) that sum to the whole; what is left over goes to the largest remainders, then to the earlier part.</summary>
    public static long[] Split(long whole, IReadOnlyList<long> weights)
    {
        var total = weights.Aggregate((Int128)0, (sum, weight) => sum + weight);
        if (total == 0)
            return whole == 0 ? new long[weights.Count] : throw new ArgumentException("Nothing to spread an amount over.", nameof(weights));
        var shares = weights.Select(weight => Int128.DivRem((Int128)whole * weight, total)).ToList();
        var parts = shares.Select(share => (long)share.Quotient).ToArray();
        var left = whole - parts.Sum();
        var largest = Enumerable.Range(0, parts.Length).OrderByDescending(i => Int128.Abs(shares[i].Remainder)).ThenBy(i => i).Take((int)Math.Abs(left));
        foreach (var i in largest)
            parts[i] += Math.Sign(left);
        return parts;
    }
}
