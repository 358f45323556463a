#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemListOptions : ListOptions
{
    public string Coupon { get; set; }
    public string Customer { get; set; }
    public string Subscription { get; set; }
    public string SubscriptionPlan { get; set; }
}

public sealed class InvoiceLineItemUpdateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public string Description { get; set; }
    public bool? Discountable { get; set; }
    public List<InvoiceLineItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public InvoiceLineItemPeriodOptions Period { get; set; }
    public InvoiceLineItemPriceDataOptions PriceData { get; set; }
    public InvoiceLineItemPricingOptions Pricing { get; set; }
    public long? Quantity { get; set; }
    public decimal? QuantityDecimal { get; set; }
    public List<InvoiceLineItemTaxAmountOptions> TaxAmounts { get; set => field = Track(value); }
    public List<string> TaxRates { get; set => field = Track(value); }
}
