#nullable disable

namespace Stripe;

public sealed class TaxIdOwnerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public string Type { get; set; }
}
