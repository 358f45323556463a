#nullable disable

namespace Stripe.Billing;

public sealed class MeterEvent : StripeEntity<MeterEvent>, IHasObject
{
    public string Object { get; set; }
    public DateTime Created { get; set; }
    public string EventName { get; set; }
    public string Identifier { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Payload { get; set; }
    public DateTime Timestamp { get; set; }
}
