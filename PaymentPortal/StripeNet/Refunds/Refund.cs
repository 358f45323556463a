#nullable disable

namespace Stripe;

public sealed class Refund : StripeEntity<Refund>, IHasId, IHasMetadata, IHasObject, IBalanceTransactionSource
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public string BalanceTransactionId { get; set; }

    [Expandable]
    public BalanceTransaction BalanceTransaction { get; set; }

    public string ChargeId { get; set; }

    [Expandable]
    public Charge Charge { get; set; }

    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public string Description { get; set; }
    public string FailureBalanceTransactionId { get; set; }

    [Expandable]
    public BalanceTransaction FailureBalanceTransaction { get; set; }

    public string FailureReason { get; set; }
    public string InstructionsEmail { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentIntentId { get; set; }

    [Expandable]
    public PaymentIntent PaymentIntent { get; set; }

    public string PaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod PaymentMethod { get; set; }

    public string PendingReason { get; set; }
    public string Reason { get; set; }
    public string ReceiptNumber { get; set; }
    public string Status { get; set; }
}
