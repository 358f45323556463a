#nullable disable

namespace Stripe;

public sealed class PromotionCode : StripeEntity<PromotionCode>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Active { get; set; }
    public string Code { get; set; }
    public DateTime Created { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public bool Livemode { get; set; }
    public long? MaxRedemptions { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public PromotionCodePromotion Promotion { get; set; }
    public PromotionCodeRestrictions Restrictions { get; set; }
    public long TimesRedeemed { get; set; }
}
