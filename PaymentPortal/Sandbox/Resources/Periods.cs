namespace PaymentPortal.Sandbox.Resources;

/// <summary>Billing periods, counted from the anchor so that the 31st comes back after a short month.</summary>
internal static class Periods
{
    private const long Day = 86_400;

    /// <summary>The end of the period that begins at (or holds) the given time; before the anchor, the anchor itself.</summary>
    public static long End(long anchor, string interval, long count, long from)
    {
        for (var k = Math.Max(Earliest(anchor, interval, count, from), 0); ; k++)
        {
            if (Boundary(anchor, interval, count, k) is var end && end > from)
                return end;
        }
    }

    /// <summary>The end of the whole period that holds the given time, be it before the anchor or after it.</summary>
    public static long Next(long anchor, string interval, long count, long from)
    {
        for (var k = Earliest(anchor, interval, count, from); ; k++)
        {
            if (Boundary(anchor, interval, count, k) is var end && end > from)
                return end;
        }
    }

    /// <summary>Where the whole period begins that ends at the given time.</summary>
    public static long Begin(long anchor, string interval, long count, long end)
    {
        for (var k = Earliest(anchor, interval, count, end); ; k++)
        {
            if (Boundary(anchor, interval, count, k) >= end)
                return Boundary(anchor, interval, count, k - 1);
        }
    }

    /// <summary>Some months later; at the end of the calendar where they are more than it has.</summary>
    public static long After(long start, long months)
    {
        var from = DateTimeOffset.FromUnixTimeSeconds(start);
        return from.AddMonths((int)Math.Min(months, (DateTimeOffset.MaxValue.Year - from.Year) * 12)).ToUnixTimeSeconds();
    }

    /// <summary>The part of an amount that falls on so many of so many seconds, rounded half away from zero.</summary>
    public static long Share(long amount, long seconds, long ofSeconds) =>
        seconds == ofSeconds ? amount : (long)Math.Round((decimal)amount * seconds / ofSeconds, MidpointRounding.AwayFromZero);

    /// <summary>The same for intervals that can stand in one subscription: months for months and years, days for days and weeks; with how many of them.</summary>
    public static (string Unit, long Count) Size(string interval, long count) => interval switch
    {
        "year" => ("month", 12 * count),
        "week" => ("day", 7 * count),
        _ => (interval, count),
    };

    private static long Boundary(long anchor, string interval, long count, int k)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(anchor);
        var (unit, size) = Size(interval, count);
        return (unit == "day" ? start.AddDays((double)k * size) : start.AddMonths(k * (int)size)).ToUnixTimeSeconds();
    }

    /// <summary>A number of periods that is surely not too high: every month taken as 31 days long.</summary>
    private static int Earliest(long anchor, string interval, long count, long time)
    {
        var (unit, size) = Size(interval, count);
        return (int)Math.Floor((time - anchor) / (decimal)((unit == "day" ? Day : 31 * Day) * size)) - (time < anchor ? (int)((anchor - time) / (300 * Day)) + 1 : 0);
    }
}
