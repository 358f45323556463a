#nullable disable

namespace Stripe.Checkout;

public sealed class SessionShippingOptionOptions : NestedOptions
{
    public string ShippingRate { get; set; }
    public SessionShippingOptionShippingRateDataOptions ShippingRateData { get; set; }
}

public sealed class SessionShippingOptionShippingRateDataDeliveryEstimateMaximumOptions : NestedOptions
{
    public string Unit { get; set; }
    public long? Value { get; set; }
}

public sealed class SessionShippingOptionShippingRateDataDeliveryEstimateMinimumOptions : NestedOptions
{
    public string Unit { get; set; }
    public long? Value { get; set; }
}

public sealed class SessionShippingOptionShippingRateDataDeliveryEstimateOptions : NestedOptions
{
    public SessionShippingOptionShippingRateDataDeliveryEstimateMaximumOptions Maximum { get; set; }
    public SessionShippingOptionShippingRateDataDeliveryEstimateMinimumOptions Minimum { get; set; }
}

public sealed class SessionShippingOptionShippingRateDataFixedAmountCurrencyOptionsOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string TaxBehavior { get; set; }
}

public sealed class SessionShippingOptionShippingRateDataFixedAmountOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string Currency { get; set; }
    public Dictionary<string, SessionShippingOptionShippingRateDataFixedAmountCurrencyOptionsOptions> CurrencyOptions { get; set; }
}

public sealed class SessionShippingOptionShippingRateDataOptions : NestedOptions, IHasMetadata
{
    public SessionShippingOptionShippingRateDataDeliveryEstimateOptions DeliveryEstimate { get; set; }
    public string DisplayName { get; set; }
    public SessionShippingOptionShippingRateDataFixedAmountOptions FixedAmount { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string TaxBehavior { get; set; }
    public string TaxCode { get; set; }
    public string Type { get; set; }
}
