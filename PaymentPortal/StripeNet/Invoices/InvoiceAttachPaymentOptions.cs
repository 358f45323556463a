#nullable disable

namespace Stripe;

public sealed class InvoiceAttachPaymentOptions : BaseOptions
{
    public string PaymentIntent { get; set; }
    public string PaymentRecord { get; set; }
}
