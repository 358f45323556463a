#nullable disable

namespace Stripe;

public sealed class Discount : StripeEntity<Discount>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string CheckoutSession { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public bool? Deleted { get; set; }
    public DateTime? End { get; set; }
    public string Invoice { get; set; }
    public string InvoiceItem { get; set; }
    public string PromotionCodeId { get; set; }

    [Expandable]
    public PromotionCode PromotionCode { get; set; }

    public DiscountSource Source { get; set; }
    public DateTime Start { get; set; }
    public string Subscription { get; set; }
    public string SubscriptionItem { get; set; }
}
