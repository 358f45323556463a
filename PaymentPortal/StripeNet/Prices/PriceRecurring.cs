#nullable disable

namespace Stripe;

public sealed class PriceRecurring : StripeEntity<PriceRecurring>
{
    public string Interval { get; set; }
    public long IntervalCount { get; set; }
    public string Meter { get; set; }
    public long? TrialPeriodDays { get; set; }
    public string UsageType { get; set; }
}
