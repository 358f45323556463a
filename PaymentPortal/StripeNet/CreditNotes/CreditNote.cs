#nullable disable

namespace Stripe;

public sealed class CreditNote : StripeEntity<CreditNote>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public long AmountShipping { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public string CustomerBalanceTransactionId { get; set; }

    [Expandable]
    public CustomerBalanceTransaction CustomerBalanceTransaction { get; set; }

    public long DiscountAmount { get; set; }
    public List<CreditNoteDiscountAmount> DiscountAmounts { get; set; }
    public DateTime? EffectiveAt { get; set; }
    public string InvoiceId { get; set; }

    [Expandable]
    public Invoice Invoice { get; set; }

    public StripeList<CreditNoteLineItem> Lines { get; set; }
    public bool Livemode { get; set; }
    public string Memo { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Number { get; set; }
    public long? OutOfBandAmount { get; set; }
    public string Pdf { get; set; }
    public long PostPaymentAmount { get; set; }
    public long PrePaymentAmount { get; set; }
    public List<CreditNotePretaxCreditAmount> PretaxCreditAmounts { get; set; }
    public string Reason { get; set; }
    public List<CreditNoteRefund> Refunds { get; set; }
    public CreditNoteShippingCost ShippingCost { get; set; }
    public string Status { get; set; }
    public long Subtotal { get; set; }
    public long? SubtotalExcludingTax { get; set; }
    public long Total { get; set; }
    public long? TotalExcludingTax { get; set; }
    public List<CreditNoteTotalTax> TotalTaxes { get; set; }
    public string Type { get; set; }
    public DateTime? VoidedAt { get; set; }
}
