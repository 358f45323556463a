#nullable disable

namespace Stripe;

public sealed class CreditNoteShippingCostOptions : NestedOptions
{
    public string ShippingRate { get; set; }
}
