#nullable disable

namespace Stripe;

public sealed class DisputeCloseOptions : BaseOptions;

public sealed class DisputeGetOptions : BaseOptions;

public sealed class DisputeListOptions : ListOptions
{
    public string Charge { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string PaymentIntent { get; set; }
}

public sealed class DisputeUpdateOptions : BaseOptions, IHasMetadata
{
    public DisputeEvidenceOptions Evidence { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public bool? Submit { get; set; }
}
