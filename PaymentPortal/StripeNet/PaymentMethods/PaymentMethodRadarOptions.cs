#nullable disable

namespace Stripe;

public sealed class PaymentMethodRadarOptions : StripeEntity<PaymentMethodRadarOptions>
{
    public string Session { get; set; }
}
