#nullable disable

namespace Stripe.Billing;

public sealed class MeterCustomerMappingOptions : NestedOptions
{
    public string EventPayloadKey { get; set; }
    public string Type { get; set; }
}
