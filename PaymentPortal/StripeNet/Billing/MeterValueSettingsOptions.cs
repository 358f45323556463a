#nullable disable

namespace Stripe.Billing;

public sealed class MeterValueSettingsOptions : NestedOptions
{
    public string EventPayloadKey { get; set; }
}
