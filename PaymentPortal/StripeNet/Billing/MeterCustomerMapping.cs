#nullable disable

namespace Stripe.Billing;

public sealed class MeterCustomerMapping : StripeEntity<MeterCustomerMapping>
{
    public string EventPayloadKey { get; set; }
    public string Type { get; set; }
}
