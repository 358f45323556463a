namespace PaymentPortal.Sandbox.Resources;

/// <summary>The days on which banks move money, UTC: Monday to Friday.</summary>
internal static class BankingDays
{
    private const long Day = 86_400;

    /// <summary>The same time of day, the given number of banking days later.</summary>
    public static long After(long from, int days)
    {
        for (; days > 0; days--)
        {
            do
                from += Day;
            while (DateTimeOffset.FromUnixTimeSeconds(from).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }
        return from;
    }

    public static long Midnight(long at) => at - at % Day;

    public static long NextMidnight(long at) => Midnight(at) + Day;
}
