#nullable disable

namespace Stripe;

public sealed class PromotionCodeRestrictionsOptions : NestedOptions
{
    public Dictionary<string, PromotionCodeRestrictionsCurrencyOptionsOptions> CurrencyOptions { get; set; }
    public bool? FirstTimeTransaction { get; set; }
    public long? MinimumAmount { get; set; }
    public string MinimumAmountCurrency { get; set; }
}

public sealed class PromotionCodeRestrictionsCurrencyOptionsOptions : NestedOptions
{
    public long? MinimumAmount { get; set; }
}
