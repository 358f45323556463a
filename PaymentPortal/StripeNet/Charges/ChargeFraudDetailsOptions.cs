#nullable disable

namespace Stripe;

public sealed class ChargeFraudDetailsOptions : NestedOptions
{
    public string UserReport { get; set => field = Track(value); }
}
