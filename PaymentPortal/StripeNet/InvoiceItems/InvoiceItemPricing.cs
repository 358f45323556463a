#nullable disable

namespace Stripe;

public sealed class InvoiceItemPricing : StripeEntity<InvoiceItemPricing>
{
    public InvoiceItemPricingPriceDetails PriceDetails { get; set; }
    public string Type { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public sealed class InvoiceItemPricingPriceDetails : StripeEntity<InvoiceItemPricingPriceDetails>
{
    public string PriceId { get; set; }

    [Expandable]
    public Price Price { get; set; }

    public string Product { get; set; }
}
