#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemPricingOptions : NestedOptions
{
    public string Price { get; set; }
}
