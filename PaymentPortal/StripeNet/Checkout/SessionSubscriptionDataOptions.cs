#nullable disable

namespace Stripe.Checkout;

public sealed class SessionSubscriptionDataBillingCycleAnchorConfigOptions : NestedOptions
{
    public long? DayOfMonth { get; set; }
    public long? Hour { get; set; }
    public long? Minute { get; set; }
    public long? Month { get; set; }
    public long? Second { get; set; }
}

public sealed class SessionSubscriptionDataBillingModeFlexibleOptions : NestedOptions
{
    public string ProrationDiscounts { get; set; }
}

public sealed class SessionSubscriptionDataBillingModeOptions : NestedOptions
{
    public SessionSubscriptionDataBillingModeFlexibleOptions Flexible { get; set; }
    public string Type { get; set; }
}

public sealed class SessionSubscriptionDataInvoiceSettingsIssuerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SessionSubscriptionDataInvoiceSettingsOptions : NestedOptions
{
    public SessionSubscriptionDataInvoiceSettingsIssuerOptions Issuer { get; set; }
}

public sealed class SessionSubscriptionDataOptions : NestedOptions, IHasMetadata
{
    public decimal? ApplicationFeePercent { get; set; }
    public DateTime? BillingCycleAnchor { get; set; }
    public SessionSubscriptionDataBillingCycleAnchorConfigOptions BillingCycleAnchorConfig { get; set; }
    public SessionSubscriptionDataBillingModeOptions BillingMode { get; set; }
    public List<string> DefaultTaxRates { get; set; }
    public string Description { get; set; }
    public SessionSubscriptionDataInvoiceSettingsOptions InvoiceSettings { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string OnBehalfOf { get; set; }
    public SessionSubscriptionDataPendingInvoiceItemIntervalOptions PendingInvoiceItemInterval { get; set; }
    public string ProrationBehavior { get; set; }
    public SessionSubscriptionDataTransferDataOptions TransferData { get; set; }
    public DateTime? TrialEnd { get; set; }
    public long? TrialPeriodDays { get; set; }
    public SessionSubscriptionDataTrialSettingsOptions TrialSettings { get; set; }
}

public sealed class SessionSubscriptionDataPendingInvoiceItemIntervalOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public sealed class SessionSubscriptionDataTransferDataOptions : NestedOptions
{
    public decimal? AmountPercent { get; set; }
    public string Destination { get; set; }
}

public sealed class SessionSubscriptionDataTrialSettingsEndBehaviorOptions : NestedOptions
{
    public string MissingPaymentMethod { get; set; }
}

public sealed class SessionSubscriptionDataTrialSettingsOptions : NestedOptions
{
    public SessionSubscriptionDataTrialSettingsEndBehaviorOptions EndBehavior { get; set; }
}
