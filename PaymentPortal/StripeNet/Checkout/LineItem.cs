#nullable disable

namespace Stripe;

public sealed class LineItem : StripeEntity<LineItem>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public LineItemAdjustableQuantity AdjustableQuantity { get; set; }
    public long AmountDiscount { get; set; }
    public long AmountSubtotal { get; set; }
    public long AmountTax { get; set; }
    public long AmountTotal { get; set; }
    public string Currency { get; set; }
    public bool? Deleted { get; set; }
    public string Description { get; set; }
    public List<LineItemDiscount> Discounts { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public Price Price { get; set; }
    public long? Quantity { get; set; }
    public List<LineItemTax> Taxes { get; set; }
}
