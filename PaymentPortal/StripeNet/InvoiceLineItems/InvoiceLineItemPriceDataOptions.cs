#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public InvoiceLineItemPriceDataProductDataOptions ProductData { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class InvoiceLineItemPriceDataProductDataOptions : NestedOptions, IHasMetadata
{
    public string Description { get; set; }
    public List<string> Images { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string TaxCode { get; set; }
    public string UnitLabel { get; set; }
}
