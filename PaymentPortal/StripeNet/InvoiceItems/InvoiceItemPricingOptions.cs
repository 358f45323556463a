#nullable disable

namespace Stripe;

public sealed class InvoiceItemPricingOptions : NestedOptions
{
    public string Price { get; set; }
}
