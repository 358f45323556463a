#nullable disable

namespace Stripe.Checkout;

public sealed class SessionSetupIntentDataOptions : NestedOptions, IHasMetadata
{
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string OnBehalfOf { get; set; }
}
