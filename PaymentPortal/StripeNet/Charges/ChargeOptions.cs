#nullable disable

namespace Stripe;

public sealed class ChargeCaptureOptions : BaseOptions
{
    public long? Amount { get; set; }
    public long? ApplicationFee { get; set; }
    public decimal? ExchangeRate { get; set; }
    public string ReceiptEmail { get; set; }
    public string StatementDescriptor { get; set; }
    public string StatementDescriptorSuffix { get; set; }
}

public sealed class ChargeCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }
    public bool? Capture { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public string Description { get; set; }
    public ChargeDestinationOptions Destination { get; set; }
    public decimal? ExchangeRate { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string OnBehalfOf { get; set; }
    public ChargeRadarOptionsOptions RadarOptions { get; set; }
    public string ReceiptEmail { get; set; }
    public ChargeShippingOptions Shipping { get; set; }
    public string StatementDescriptor { get; set; }
    public string StatementDescriptorSuffix { get; set; }
}

public sealed class ChargeGetOptions : BaseOptions;

public sealed class ChargeListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string PaymentIntent { get; set; }
}

public sealed class ChargeSearchOptions : SearchOptions;

public sealed class ChargeUpdateOptions : BaseOptions, IHasMetadata
{
    public string Customer { get; set; }
    public string Description { get; set; }
    public decimal? ExchangeRate { get; set; }
    public ChargeFraudDetailsOptions FraudDetails { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string ReceiptEmail { get; set; }
    public ChargeShippingOptions Shipping { get; set; }
}
