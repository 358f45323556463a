#nullable disable

namespace Stripe;

public sealed class RefundCancelOptions : BaseOptions;

public sealed class RefundCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public string Charge { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public string InstructionsEmail { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Origin { get; set; }
    public string PaymentIntent { get; set; }
    public string Reason { get; set; }
    public bool? RefundApplicationFee { get; set; }
    public bool? ReverseTransfer { get; set; }
}

public sealed class RefundGetOptions : BaseOptions;

public sealed class RefundListOptions : ListOptions
{
    public string Charge { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string PaymentIntent { get; set; }
}

public sealed class RefundUpdateOptions : BaseOptions, IHasMetadata
{
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
}
