#nullable disable

using System.Text.Json.Serialization;

namespace Stripe;

public sealed class InvoiceUpcomingInvoiceItemOptions : NestedOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public bool? Discountable { get; set; }
    public List<InvoiceItemDiscountOptions> Discounts { get; set => field = Track(value); }

    [JsonPropertyName("invoiceitem")]
    public string InvoiceItem { get; set; }

    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public InvoiceItemPeriodOptions Period { get; set; }
    public string Price { get; set; }
    public InvoiceItemPriceDataOptions PriceData { get; set; }
    public long? Quantity { get; set; }
    public List<string> TaxRates { get; set => field = Track(value); }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}
