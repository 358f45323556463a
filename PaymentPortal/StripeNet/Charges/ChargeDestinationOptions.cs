#nullable disable

namespace Stripe;

public sealed class ChargeDestinationOptions : NestedOptions
{
    public string Account { get; set; }
    public long? Amount { get; set; }
}
