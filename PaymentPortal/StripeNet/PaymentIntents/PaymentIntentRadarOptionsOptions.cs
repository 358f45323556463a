#nullable disable

namespace Stripe;

public sealed class PaymentIntentRadarOptionsOptions : NestedOptions
{
    public string Referrer { get; set => field = Track(value); }
    public string Session { get; set; }
}
