#nullable disable

namespace Stripe;

public sealed class InvoicePaymentPayment : StripeEntity<InvoicePaymentPayment>
{
    public string ChargeId { get; set; }

    [Expandable]
    public Charge Charge { get; set; }

    public string PaymentIntentId { get; set; }

    [Expandable]
    public PaymentIntent PaymentIntent { get; set; }

    public string Type { get; set; }
}
