#nullable disable

namespace Stripe;

public sealed class Payout : StripeEntity<Payout>, IHasId, IHasMetadata, IHasObject, IBalanceTransactionSource
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public long? ApplicationFeeAmount { get; set; }
    public DateTime ArrivalDate { get; set; }
    public bool Automatic { get; set; }
    public string BalanceTransactionId { get; set; }

    [Expandable]
    public BalanceTransaction BalanceTransaction { get; set; }

    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public string FailureBalanceTransactionId { get; set; }

    [Expandable]
    public BalanceTransaction FailureBalanceTransaction { get; set; }

    public string FailureCode { get; set; }
    public string FailureMessage { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Method { get; set; }
    public string OriginalPayoutId { get; set; }

    [Expandable]
    public Payout OriginalPayout { get; set; }

    public string PayoutMethod { get; set; }
    public string ReconciliationStatus { get; set; }
    public string ReversedById { get; set; }

    [Expandable]
    public Payout ReversedBy { get; set; }

    public string SourceType { get; set; }
    public string StatementDescriptor { get; set; }
    public string Status { get; set; }
    public PayoutTraceId TraceId { get; set; }
    public string Type { get; set; }
}
