#nullable disable

namespace Stripe;

public sealed class PromotionCodeCreateOptions : BaseOptions, IHasMetadata
{
    public bool? Active { get; set; }
    public string Code { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public long? MaxRedemptions { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public PromotionCodePromotionOptions Promotion { get; set; }
    public PromotionCodeRestrictionsOptions Restrictions { get; set; }
}

public sealed class PromotionCodeGetOptions : BaseOptions;

public sealed class PromotionCodeListOptions : ListOptions
{
    public bool? Active { get; set; }
    public string Code { get; set; }
    public string Coupon { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
}

public sealed class PromotionCodeUpdateOptions : BaseOptions, IHasMetadata
{
    public bool? Active { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public PromotionCodeRestrictionsOptions Restrictions { get; set; }
}
