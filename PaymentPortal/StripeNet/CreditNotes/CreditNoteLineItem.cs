#nullable disable

namespace Stripe;

public sealed class CreditNoteLineItem : StripeEntity<CreditNoteLineItem>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public string Description { get; set; }
    public long DiscountAmount { get; set; }
    public List<CreditNoteLineItemDiscountAmount> DiscountAmounts { get; set; }
    public string InvoiceLineItem { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public List<CreditNoteLineItemPretaxCreditAmount> PretaxCreditAmounts { get; set; }
    public long? Quantity { get; set; }
    public List<TaxRate> TaxRates { get; set; }
    public List<CreditNoteLineItemTax> Taxes { get; set; }
    public string Type { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class CreditNoteLineItemTax : StripeEntity<CreditNoteLineItemTax>
{
    public long Amount { get; set; }
    public string TaxBehavior { get; set; }
    public CreditNoteLineItemTaxTaxRateDetails TaxRateDetails { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
    public string Type { get; set; }
}

public sealed class CreditNoteLineItemDiscountAmount : StripeEntity<CreditNoteLineItemDiscountAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }
}

public sealed class CreditNoteLineItemTaxTaxRateDetails : StripeEntity<CreditNoteLineItemTaxTaxRateDetails>
{
    public string TaxRateId { get; set; }

    [Expandable]
    public TaxRate TaxRate { get; set; }
}

public sealed class CreditNoteLineItemPretaxCreditAmount : StripeEntity<CreditNoteLineItemPretaxCreditAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }

    public string Type { get; set; }
}
