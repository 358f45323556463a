#nullable disable

namespace Stripe;

public sealed class CustomerBalanceTransactionCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
}

public sealed class CustomerBalanceTransactionGetOptions : BaseOptions;

public sealed class CustomerBalanceTransactionListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Invoice { get; set; }
}

public sealed class CustomerBalanceTransactionUpdateOptions : BaseOptions, IHasMetadata
{
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
}
