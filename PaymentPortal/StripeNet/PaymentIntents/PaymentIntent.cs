#nullable disable

namespace Stripe;

public sealed class PaymentIntent : StripeEntity<PaymentIntent>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public List<string> AllowedPaymentMethodTypes { get; set; }
    public long Amount { get; set; }
    public long AmountCapturable { get; set; }
    public long AmountReceived { get; set; }
    public PaymentIntentAutomaticPaymentMethods AutomaticPaymentMethods { get; set; }
    public DateTime? CanceledAt { get; set; }
    public string CancellationReason { get; set; }
    public string CaptureMethod { get; set; }
    public string ClientSecret { get; set; }
    public string ConfirmationMethod { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public string Description { get; set; }
    public List<string> ExcludedPaymentMethodTypes { get; set; }
    public StripeError LastPaymentError { get; set; }
    public string LatestChargeId { get; set; }

    [Expandable]
    public Charge LatestCharge { get; set; }

    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public PaymentIntentNextAction NextAction { get; set; }
    public string OnBehalfOfId { get; set; }

    [Expandable]
    public Account OnBehalfOf { get; set; }

    public string PaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod PaymentMethod { get; set; }

    public PaymentIntentPaymentMethodOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public PaymentIntentProcessing Processing { get; set; }
    public string ReceiptEmail { get; set; }
    public string SetupFutureUsage { get; set; }
    public Shipping Shipping { get; set; }
    public string StatementDescriptor { get; set; }
    public string StatementDescriptorSuffix { get; set; }
    public string Status { get; set; }
}
