#nullable disable

namespace Stripe;

public sealed class ShippingOptions : NestedOptions
{
    public AddressOptions Address { get; set; }
    public string Name { get; set; }
    public string Phone { get; set; }
}
