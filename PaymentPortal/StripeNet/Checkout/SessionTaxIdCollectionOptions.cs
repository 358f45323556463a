#nullable disable

namespace Stripe.Checkout;

public sealed class SessionTaxIdCollectionOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public string Required { get; set; }
}
