#nullable disable

namespace Stripe;

public sealed class InvoiceLineItem : StripeEntity<InvoiceLineItem>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public List<InvoiceLineItemDiscountAmount> DiscountAmounts { get; set; }
    public bool Discountable { get; set; }
    public List<string> DiscountIds { get; set; }

    [Expandable]
    public List<Discount> Discounts { get; set; }

    public string Invoice { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public InvoiceLineItemParent Parent { get; set; }
    public InvoiceLineItemPeriod Period { get; set; }
    public List<InvoiceLineItemPretaxCreditAmount> PretaxCreditAmounts { get; set; }
    public InvoiceLineItemPricing Pricing { get; set; }
    public long? Quantity { get; set; }
    public decimal? QuantityDecimal { get; set; }
    public string SubscriptionId { get; set; }

    [Expandable]
    public Subscription Subscription { get; set; }

    public long Subtotal { get; set; }
    public List<InvoiceLineItemTax> Taxes { get; set; }
}
