#nullable disable

namespace Stripe;

public sealed class DisputeEvidence : StripeEntity<DisputeEvidence>
{
    public string AccessActivityLog { get; set; }
    public string BillingAddress { get; set; }
    public string CancellationPolicyDisclosure { get; set; }
    public string CancellationRebuttal { get; set; }
    public string CustomerEmailAddress { get; set; }
    public string CustomerName { get; set; }
    public string CustomerPurchaseIp { get; set; }
    public string DuplicateChargeExplanation { get; set; }
    public string DuplicateChargeId { get; set; }
    public string ProductDescription { get; set; }
    public string RefundPolicyDisclosure { get; set; }
    public string RefundRefusalExplanation { get; set; }
    public string ServiceDate { get; set; }
    public string ShippingAddress { get; set; }
    public string ShippingCarrier { get; set; }
    public string ShippingDate { get; set; }
    public string ShippingTrackingNumber { get; set; }
    public string UncategorizedText { get; set; }
}

public sealed class DisputeEvidenceDetails : StripeEntity<DisputeEvidenceDetails>
{
    public DateTime? DueBy { get; set; }
    public bool HasEvidence { get; set; }
    public bool PastDue { get; set; }
    public long SubmissionCount { get; set; }
}
