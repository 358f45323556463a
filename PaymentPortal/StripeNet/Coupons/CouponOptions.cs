#nullable disable

namespace Stripe;

public sealed class CouponCreateOptions : BaseOptions, IHasMetadata
{
    public long? AmountOff { get; set; }
    public CouponAppliesToOptions AppliesTo { get; set; }
    public string Currency { get; set; }
    public Dictionary<string, CouponCurrencyOptionsOptions> CurrencyOptions { get; set; }
    public string Duration { get; set; }
    public long? DurationInMonths { get; set; }
    public string Id { get; set; }
    public long? MaxRedemptions { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Name { get; set; }
    public decimal? PercentOff { get; set; }
    public DateTime? RedeemBy { get; set; }
}

public sealed class CouponDeleteOptions : BaseOptions;

public sealed class CouponGetOptions : BaseOptions;

public sealed class CouponListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
}

public sealed class CouponUpdateOptions : BaseOptions, IHasMetadata
{
    public Dictionary<string, CouponCurrencyOptionsOptions> CurrencyOptions { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Name { get; set; }
}
