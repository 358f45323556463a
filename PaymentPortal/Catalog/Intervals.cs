namespace PaymentPortal.Catalog;

internal static class Intervals
{
    /// <summary>Stripe's word for an interval.</summary>
    public static BillingInterval Parse(string interval) => interval switch
    {
        "day" => BillingInterval.Day,
        "week" => BillingInterval.Week,
        "month" => BillingInterval.Month,
        "year" => BillingInterval.Year,
        _ => throw new FormatException($"'{interval}' is not a billing interval."),
    };

    /// <summary>"month", "3 months".</summary>
    public static string Text(BillingInterval interval, int count)
    {
        var word = interval.ToString().ToLowerInvariant();
        return count == 1 ? word : $"{count} {word}s";
    }
}
