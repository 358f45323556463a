#nullable disable

namespace Stripe.Billing;

public sealed class MeterValueSettings : StripeEntity<MeterValueSettings>
{
    public string EventPayloadKey { get; set; }
}
