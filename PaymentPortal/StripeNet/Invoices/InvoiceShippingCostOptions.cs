#nullable disable

namespace Stripe;

public sealed class InvoiceShippingCostOptions : NestedOptions
{
    public string ShippingRate { get; set; }
    public InvoiceShippingCostShippingRateDataOptions ShippingRateData { get; set; }
}

public sealed class InvoiceShippingCostShippingRateDataOptions : NestedOptions, IHasMetadata
{
    public InvoiceShippingCostShippingRateDataDeliveryEstimateOptions DeliveryEstimate { get; set; }
    public string DisplayName { get; set; }
    public InvoiceShippingCostShippingRateDataFixedAmountOptions FixedAmount { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string TaxBehavior { get; set; }
    public string TaxCode { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceShippingCostShippingRateDataFixedAmountOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string Currency { get; set; }
    public Dictionary<string, InvoiceShippingCostShippingRateDataFixedAmountCurrencyOptionsOptions> CurrencyOptions { get; set; }
}

public sealed class InvoiceShippingCostShippingRateDataDeliveryEstimateOptions : NestedOptions
{
    public InvoiceShippingCostShippingRateDataDeliveryEstimateMaximumOptions Maximum { get; set; }
    public InvoiceShippingCostShippingRateDataDeliveryEstimateMinimumOptions Minimum { get; set; }
}

public sealed class InvoiceShippingCostShippingRateDataDeliveryEstimateMaximumOptions : NestedOptions
{
    public string Unit { get; set; }
    public long? Value { get; set; }
}

public sealed class InvoiceShippingCostShippingRateDataDeliveryEstimateMinimumOptions : NestedOptions
{
    public string Unit { get; set; }
    public long? Value { get; set; }
}

public sealed class InvoiceShippingCostShippingRateDataFixedAmountCurrencyOptionsOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string TaxBehavior { get; set; }
}
