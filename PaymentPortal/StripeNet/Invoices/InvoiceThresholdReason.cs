#nullable disable

namespace Stripe;

public sealed class InvoiceThresholdReason : StripeEntity<InvoiceThresholdReason>
{
    public long? AmountGte { get; set; }
    public List<InvoiceThresholdReasonItemReason> ItemReasons { get; set; }
}

public sealed class InvoiceThresholdReasonItemReason : StripeEntity<InvoiceThresholdReasonItemReason>
{
    public List<string> LineItemIds { get; set; }
    public long UsageGte { get; set; }
}
