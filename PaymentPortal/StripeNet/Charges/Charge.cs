#nullable disable

namespace Stripe;

public sealed class Charge : StripeEntity<Charge>, IHasId, IHasMetadata, IHasObject, IBalanceTransactionSource
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public long AmountCaptured { get; set; }
    public long AmountRefunded { get; set; }
    public string AuthorizationCode { get; set; }
    public string BalanceTransactionId { get; set; }

    [Expandable]
    public BalanceTransaction BalanceTransaction { get; set; }

    public ChargeBillingDetails BillingDetails { get; set; }
    public string CalculatedStatementDescriptor { get; set; }
    public bool Captured { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string Description { get; set; }
    public bool Disputed { get; set; }
    public string FailureBalanceTransactionId { get; set; }

    [Expandable]
    public BalanceTransaction FailureBalanceTransaction { get; set; }

    public string FailureCode { get; set; }
    public string FailureMessage { get; set; }
    public ChargeFraudDetails FraudDetails { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string OnBehalfOfId { get; set; }

    [Expandable]
    public Account OnBehalfOf { get; set; }

    public ChargeOutcome Outcome { get; set; }
    public bool Paid { get; set; }
    public string PaymentIntentId { get; set; }

    [Expandable]
    public PaymentIntent PaymentIntent { get; set; }

    public string PaymentMethod { get; set; }
    public ChargePaymentMethodDetails PaymentMethodDetails { get; set; }
    public ChargeRadarOptions RadarOptions { get; set; }
    public string ReceiptEmail { get; set; }
    public string ReceiptNumber { get; set; }
    public string ReceiptUrl { get; set; }
    public bool Refunded { get; set; }
    public StripeList<Refund> Refunds { get; set; }
    public Shipping Shipping { get; set; }
    public string StatementDescriptor { get; set; }
    public string StatementDescriptorSuffix { get; set; }
    public string Status { get; set; }
}
