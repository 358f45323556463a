#nullable disable

namespace Stripe;

public sealed class InvoiceItemPriceDataOptions : NestedOptions
{
    public string Currency { get; set; }
    public string Product { get; set; }
    public string TaxBehavior { get; set; }
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}
