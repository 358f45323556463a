#nullable disable

namespace Stripe;

public sealed class PaymentIntentCancelOptions : BaseOptions
{
    public string CancellationReason { get; set; }
}

public sealed class PaymentIntentCaptureOptions : BaseOptions, IHasMetadata
{
    public long? AmountToCapture { get; set; }
    public bool? FinalCapture { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string StatementDescriptor { get; set; }
    public string StatementDescriptorSuffix { get; set; }
}

public sealed class PaymentIntentGetOptions : BaseOptions
{
    public string ClientSecret { get; set; }
}

public sealed class PaymentIntentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
}

public sealed class PaymentIntentSearchOptions : SearchOptions;
