#nullable disable

namespace Stripe;

public sealed class PaymentMethodBillingDetailsOptions : NestedOptions
{
    public AddressOptions Address { get; set => field = Track(value); }
    public string Email { get; set => field = Track(value); }
    public string Name { get; set => field = Track(value); }
    public string Phone { get; set => field = Track(value); }
    public string TaxId { get; set; }
}
