#nullable disable

namespace Stripe.Billing;

public sealed class MeterEventSummaryListOptions : ListOptions
{
    public string Customer { get; set; }
    public DateTime? EndTime { get; set; }
    public DateTime? StartTime { get; set; }
    public string ValueGroupingWindow { get; set; }
}
