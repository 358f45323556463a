#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}
