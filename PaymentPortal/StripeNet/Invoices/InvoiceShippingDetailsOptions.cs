#nullable disable

namespace Stripe;

public sealed class InvoiceShippingDetailsOptions : NestedOptions
{
    public AddressOptions Address { get; set; }
    public string Name { get; set; }
    public string Phone { get; set => field = Track(value); }
}
