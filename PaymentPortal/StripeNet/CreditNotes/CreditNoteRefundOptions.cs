#nullable disable

namespace Stripe;

public sealed class CreditNoteRefundOptions : NestedOptions
{
    public long? AmountRefunded { get; set; }
    public CreditNoteRefundPaymentRecordRefundOptions PaymentRecordRefund { get; set; }
    public string Refund { get; set; }
    public string Type { get; set; }
}

public sealed class CreditNoteRefundPaymentRecordRefundOptions : NestedOptions
{
    public string PaymentRecord { get; set; }
    public string RefundGroup { get; set; }
}
