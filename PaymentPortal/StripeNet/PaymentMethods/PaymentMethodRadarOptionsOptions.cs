#nullable disable

namespace Stripe;

public sealed class PaymentMethodRadarOptionsOptions : NestedOptions
{
    public string Session { get; set; }
}
