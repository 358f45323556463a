#nullable disable

namespace Stripe;

public sealed class PriceRecurringOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
    public string Meter { get; set; }
    public long? TrialPeriodDays { get; set; }
    public string UsageType { get; set; }
}

public sealed class PriceRecurringListOptions : NestedOptions
{
    public string Interval { get; set; }
    public string Meter { get; set; }
    public string UsageType { get; set; }
}
