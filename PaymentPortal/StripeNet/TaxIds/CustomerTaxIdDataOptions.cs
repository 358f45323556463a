#nullable disable

namespace Stripe;

public sealed class CustomerTaxIdDataOptions : NestedOptions
{
    public string Type { get; set; }
    public string Value { get; set; }
}
