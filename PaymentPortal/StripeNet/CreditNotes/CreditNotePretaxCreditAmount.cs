#nullable disable

namespace Stripe;

public sealed class CreditNotePretaxCreditAmount : StripeEntity<CreditNotePretaxCreditAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }

    [Expandable]
    public Discount Discount { get; set; }

    public string Type { get; set; }
}
