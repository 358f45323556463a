#nullable disable

namespace Stripe;

public sealed class PayoutCancelOptions : BaseOptions;

public sealed class PayoutCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public string Destination { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Method { get; set; }
    public string PayoutMethod { get; set; }
    public string SourceType { get; set; }
    public string StatementDescriptor { get; set; }
}

public sealed class PayoutGetOptions : BaseOptions;

public sealed class PayoutListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> ArrivalDate { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Destination { get; set; }
    public string Status { get; set; }
}

public sealed class PayoutReverseOptions : BaseOptions, IHasMetadata
{
    public Dictionary<string, string> Metadata { get; set; }
}

public sealed class PayoutUpdateOptions : BaseOptions, IHasMetadata
{
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
}
