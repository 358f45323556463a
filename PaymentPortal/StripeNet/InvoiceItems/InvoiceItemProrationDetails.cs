#nullable disable

namespace Stripe;

public sealed class InvoiceItemProrationDetails : StripeEntity<InvoiceItemProrationDetails>
{
    public InvoiceItemProrationDetailsCreditedItems CreditedItems { get; set; }
    public List<InvoiceItemProrationDetailsDiscountAmount> DiscountAmounts { get; set; }
}

public sealed class InvoiceItemProrationDetailsCreditedItems : StripeEntity<InvoiceItemProrationDetailsCreditedItems>
{
    public string InvoiceItem { get; set; }
    public InvoiceItemProrationDetailsCreditedItemsInvoiceLineItemDetails InvoiceLineItemDetails { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceItemProrationDetailsDiscountAmount : StripeEntity<InvoiceItemProrationDetailsDiscountAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }
}

public sealed class InvoiceItemProrationDetailsCreditedItemsInvoiceLineItemDetails : StripeEntity<InvoiceItemProrationDetailsCreditedItemsInvoiceLineItemDetails>
{
    public string Invoice { get; set; }
    public List<string> InvoiceLineItems { get; set; }
}
