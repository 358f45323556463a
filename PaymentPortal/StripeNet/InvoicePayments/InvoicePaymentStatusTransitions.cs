#nullable disable

namespace Stripe;

public sealed class InvoicePaymentStatusTransitions : StripeEntity<InvoicePaymentStatusTransitions>
{
    public DateTime? CanceledAt { get; set; }
    public DateTime? PaidAt { get; set; }
}
