#nullable disable

namespace Stripe;

public sealed class SetupIntentSingleUseOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string Currency { get; set; }
}
