#nullable disable

namespace Stripe;

public sealed class PayoutTraceId : StripeEntity<PayoutTraceId>
{
    public string Status { get; set; }
    public string Value { get; set; }
}
