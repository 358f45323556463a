#nullable disable

namespace Stripe;

public sealed class PaymentIntentProcessing : StripeEntity<PaymentIntentProcessing>
{
    public PaymentIntentProcessingCard Card { get; set; }
    public string Type { get; set; }
}

public sealed class PaymentIntentProcessingCard : StripeEntity<PaymentIntentProcessingCard>
{
    public PaymentIntentProcessingCardCustomerNotification CustomerNotification { get; set; }
}

public sealed class PaymentIntentProcessingCardCustomerNotification : StripeEntity<PaymentIntentProcessingCardCustomerNotification>
{
    public bool? ApprovalRequested { get; set; }
    public DateTime? CompletesAt { get; set; }
}
