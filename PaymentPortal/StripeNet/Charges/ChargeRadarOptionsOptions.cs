#nullable disable

namespace Stripe;

public sealed class ChargeRadarOptionsOptions : NestedOptions
{
    public string Session { get; set; }
}
