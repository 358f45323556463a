using Microsoft.Extensions.Options;

namespace PaymentPortal.Settings;

/// <summary>The one time zone in which days and months are counted.</summary>
internal sealed class ReportingZone(IOptions<PortalOptions> options)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.ReportingTimeZone);

    /// <summary>Its name beside a time of day.</summary>
    public string Name => Zone.HasSameRules(TimeZoneInfo.Utc) ? "UTC" : Zone.Id;

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant at which a day begins; where the clock skips midnight, the first instant after it.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        var offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
