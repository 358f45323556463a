#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPhoneNumberCollectionOptions : NestedOptions
{
    public bool? Enabled { get; set; }
}
