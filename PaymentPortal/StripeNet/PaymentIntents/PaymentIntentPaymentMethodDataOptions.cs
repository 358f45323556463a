#nullable disable

namespace Stripe;

public sealed class PaymentIntentPaymentMethodDataOptions : NestedOptions, IHasMetadata
{
    public string AllowRedisplay { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Type { get; set; }
}
