#nullable disable

namespace Stripe;

public sealed class SubscriptionScheduleCancelOptions : BaseOptions
{
    public bool? InvoiceNow { get; set; }
    public bool? Prorate { get; set; }
}

public sealed class SubscriptionScheduleCreateOptions : BaseOptions, IHasMetadata
{
    public SubscriptionScheduleBillingModeOptions BillingMode { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public SubscriptionScheduleDefaultSettingsOptions DefaultSettings { get; set; }
    public string EndBehavior { get; set; }
    public string FromSubscription { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public List<SubscriptionSchedulePhaseOptions> Phases { get; set; }
    public AnyOf<DateTime?, SubscriptionScheduleStartDate> StartDate { get; set; }
}

public sealed class SubscriptionScheduleGetOptions : BaseOptions;

public sealed class SubscriptionScheduleListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> CanceledAt { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> CompletedAt { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> ReleasedAt { get; set; }
    public bool? Scheduled { get; set; }
}

public sealed class SubscriptionScheduleReleaseOptions : BaseOptions
{
    public bool? PreserveCancelDate { get; set; }
}

public sealed class SubscriptionScheduleUpdateOptions : BaseOptions, IHasMetadata
{
    public SubscriptionScheduleDefaultSettingsOptions DefaultSettings { get; set; }
    public string EndBehavior { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public List<SubscriptionSchedulePhaseOptions> Phases { get; set; }
    public string ProrationBehavior { get; set; }
}
