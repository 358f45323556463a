#nullable disable

namespace Stripe;

public sealed class ChargeRadarOptions : StripeEntity<ChargeRadarOptions>
{
    public string Session { get; set; }
}
