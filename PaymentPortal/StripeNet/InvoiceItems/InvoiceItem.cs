#nullable disable

namespace Stripe;

public sealed class InvoiceItem : StripeEntity<InvoiceItem>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public DateTime Date { get; set; }
    public bool? Deleted { get; set; }
    public string Description { get; set; }
    public bool Discountable { get; set; }
    public List<string> DiscountIds { get; set; }

    [Expandable]
    public List<Discount> Discounts { get; set; }

    public string InvoiceId { get; set; }

    [Expandable]
    public Invoice Invoice { get; set; }

    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public long NetAmount { get; set; }
    public InvoiceItemParent Parent { get; set; }
    public InvoiceItemPeriod Period { get; set; }
    public InvoiceItemPricing Pricing { get; set; }
    public bool Proration { get; set; }
    public InvoiceItemProrationDetails ProrationDetails { get; set; }
    public long Quantity { get; set; }
    public decimal QuantityDecimal { get; set; }
    public List<TaxRate> TaxRates { get; set; }
    public string TestClockId { get; set; }

    [Expandable]
    public TestHelpers.TestClock TestClock { get; set; }
}
