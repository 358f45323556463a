#nullable disable

namespace Stripe;

public sealed class CreditNoteRefund : StripeEntity<CreditNoteRefund>
{
    public long AmountRefunded { get; set; }
    public CreditNoteRefundPaymentRecordRefund PaymentRecordRefund { get; set; }
    public string RefundId { get; set; }

    [Expandable]
    public Refund Refund { get; set; }

    public string Type { get; set; }
}

public sealed class CreditNoteRefundPaymentRecordRefund : StripeEntity<CreditNoteRefundPaymentRecordRefund>
{
    public string PaymentRecord { get; set; }
    public string RefundGroup { get; set; }
}
