#nullable disable

namespace Stripe;

public sealed class CustomerTaxOptions : NestedOptions
{
    public string IpAddress { get; set => field = Track(value); }
    public string ValidateLocation { get; set; }
}
