#nullable disable

namespace Stripe;

public sealed class ChargeFraudDetails : StripeEntity<ChargeFraudDetails>
{
    public string StripeReport { get; set; }
    public string UserReport { get; set; }
}
