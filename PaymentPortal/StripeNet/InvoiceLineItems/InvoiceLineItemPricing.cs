#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemPricing : StripeEntity<InvoiceLineItemPricing>
{
    public InvoiceLineItemPricingPriceDetails PriceDetails { get; set; }
    public string Type { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class InvoiceLineItemPricingPriceDetails : StripeEntity<InvoiceLineItemPricingPriceDetails>
{
    public string PriceId { get; set; }

    [Expandable]
    public Price Price { get; set; }

    public string Product { get; set; }
}
