#nullable disable

namespace Stripe;

public sealed class PaymentMethodSepaDebitOptions : NestedOptions
{
    public string Iban { get; set; }
}
