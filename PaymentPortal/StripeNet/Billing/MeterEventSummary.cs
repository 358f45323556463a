#nullable disable

namespace Stripe.Billing;

public sealed class MeterEventSummary : StripeEntity<MeterEventSummary>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public decimal AggregatedValue { get; set; }
    public DateTime EndTime { get; set; }
    public bool Livemode { get; set; }
    public string Meter { get; set; }
    public DateTime StartTime { get; set; }
}
