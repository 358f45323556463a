#nullable disable

namespace Stripe;

public sealed class SetupIntentPaymentMethodDataOptions : NestedOptions, IHasMetadata
{
    public string AllowRedisplay { get; set; }
    public SetupIntentPaymentMethodDataLinkOptions Link { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Type { get; set; }
}

public sealed class SetupIntentPaymentMethodDataLinkOptions : NestedOptions;
