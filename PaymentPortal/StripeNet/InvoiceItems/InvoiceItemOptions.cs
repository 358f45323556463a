#nullable disable

namespace Stripe;

public sealed class InvoiceItemDeleteOptions : BaseOptions;

public sealed class InvoiceItemGetOptions : BaseOptions;

public sealed class InvoiceItemListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public string Invoice { get; set; }
    public bool? Pending { get; set; }
}

public sealed class InvoiceItemUpdateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public string Description { get; set; }
    public bool? Discountable { get; set; }
    public List<InvoiceItemDiscountOptions> Discounts { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public InvoiceItemPeriodOptions Period { get; set; }
    public InvoiceItemPriceDataOptions PriceData { get; set; }
    public InvoiceItemPricingOptions Pricing { get; set; }
    public long? Quantity { get; set; }
    public decimal? QuantityDecimal { get; set; }
    public string TaxBehavior { get; set; }
    public string TaxCode { get; set => field = Track(value); }
    public List<string> TaxRates { get; set => field = Track(value); }
    public decimal? UnitAmountDecimal { get; set; }
}
