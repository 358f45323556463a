#nullable disable

namespace Stripe;

public sealed class InvoiceItemDiscountOptions : NestedOptions
{
    public string Coupon { get; set; }
    public string Discount { get; set; }
    public string PromotionCode { get; set; }
}
