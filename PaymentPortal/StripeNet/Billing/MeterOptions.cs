#nullable disable

namespace Stripe.Billing;

public sealed class MeterCreateOptions : BaseOptions
{
    public MeterCustomerMappingOptions CustomerMapping { get; set; }
    public MeterDefaultAggregationOptions DefaultAggregation { get; set; }
    public string DisplayName { get; set; }
    public string EventName { get; set; }
    public string EventTimeWindow { get; set; }
    public MeterValueSettingsOptions ValueSettings { get; set; }
}

public sealed class MeterDeactivateOptions : BaseOptions;

public sealed class MeterGetOptions : BaseOptions;

public sealed class MeterListOptions : ListOptions
{
    public string Status { get; set; }
}

public sealed class MeterReactivateOptions : BaseOptions;

public sealed class MeterUpdateOptions : BaseOptions
{
    public string DisplayName { get; set; }
}
