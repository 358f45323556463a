namespace PaymentPortal.Sandbox.Resources;

/// <summary>Billing periods, counted from the anchor so that the 31st comes back after a short month.</summary>
internal static class Periods
{
    /// <summary>The end of the period that begins at (or holds) the given time.</summary>
    public static long End(long anchor, string interval, long count, long from)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(anchor);
        var step = (int)count;
        var k = interval switch
        {
            "day" => (int)((from - anchor) / (86_400L * step)),
            "week" => (int)((from - anchor) / (604_800L * step)),
            "month" => (int)((from - anchor) / (2_678_400L * step)),
            _ => (int)((from - anchor) / (31_622_400L * step)),
        };
        for (k = Math.Max(k, 0); ; k++)
        {
            var end = interval switch
            {
                "day" => start.AddDays((double)k * step),
                "week" => start.AddDays(7.0 * k * step),
                "month" => start.AddMonths(k * step),
                _ => start.AddYears(k * step),
            };
            if (end.ToUnixTimeSeconds() > from)
                return end.ToUnixTimeSeconds();
        }
    }
}
