#nullable disable

namespace Stripe.Checkout;

public sealed class SessionCollectedInformationOptions : NestedOptions
{
    public SessionCollectedInformationShippingDetailsOptions ShippingDetails { get; set; }
}

public sealed class SessionCollectedInformationShippingDetailsOptions : NestedOptions
{
    public AddressOptions Address { get; set; }
    public string Name { get; set; }
}
