#nullable disable

namespace Stripe;

public sealed class PromotionCodeRestrictions : StripeEntity<PromotionCodeRestrictions>
{
    public Dictionary<string, PromotionCodeRestrictionsCurrencyOptions> CurrencyOptions { get; set; }
    public bool FirstTimeTransaction { get; set; }
    public long? MinimumAmount { get; set; }
    public string MinimumAmountCurrency { get; set; }
}

public sealed class PromotionCodeRestrictionsCurrencyOptions : StripeEntity<PromotionCodeRestrictionsCurrencyOptions>
{
    public long MinimumAmount { get; set; }
}
