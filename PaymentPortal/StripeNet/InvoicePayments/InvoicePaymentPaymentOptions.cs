#nullable disable

namespace Stripe;

public sealed class InvoicePaymentPaymentOptions : NestedOptions
{
    public string PaymentIntent { get; set; }
    public string PaymentRecord { get; set; }
    public string Type { get; set; }
}
