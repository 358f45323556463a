using System.Globalization;

namespace PaymentPortal.Mail;

/// <summary>Lengths of time in words.</summary>
internal static class Spans
{
    /// <summary>Whole days, else whole hours, else minutes: "24 hours", "3 days".</summary>
    public static string Text(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => Count(span.TotalDays, "day"),
        { TotalHours: >= 1 } => Count(span.TotalHours, "hour"),
        _ => Count(span.TotalMinutes, "minute"),
    };

    private static string Count(double number, string unit)
    {
        var whole = (long)number;
        return string.Create(CultureInfo.InvariantCulture, $"{whole} {unit}{(whole == 1 ? "" : "s")}");
    }
}
