#nullable disable

namespace Stripe.Billing;

public sealed class MeterEventCreateOptions : BaseOptions
{
    public string EventName { get; set; }
    public string Identifier { get; set; }
    public Dictionary<string, string> Payload { get; set; }
    public DateTime? Timestamp { get; set; }
}
