#nullable disable

namespace Stripe;

public sealed class Dispute : StripeEntity<Dispute>, IHasId, IHasMetadata, IHasObject, IBalanceTransactionSource
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public List<BalanceTransaction> BalanceTransactions { get; set; }
    public string ChargeId { get; set; }

    [Expandable]
    public Charge Charge { get; set; }

    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public List<string> EnhancedEligibilityTypes { get; set; }
    public DisputeEvidence Evidence { get; set; }
    public DisputeEvidenceDetails EvidenceDetails { get; set; }
    public bool IsChargeRefundable { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string NetworkReasonCode { get; set; }
    public string PaymentIntentId { get; set; }

    [Expandable]
    public PaymentIntent PaymentIntent { get; set; }

    public DisputePaymentMethodDetails PaymentMethodDetails { get; set; }
    public string Reason { get; set; }
    public string Status { get; set; }
}
