#nullable disable

namespace Stripe;

public sealed class InvoiceCreatePreviewOptions : BaseOptions
{
    public InvoiceAutomaticTaxOptions AutomaticTax { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public InvoiceCustomerDetailsOptions CustomerDetails { get; set; }
    public List<InvoiceDiscountOptions> Discounts { get; set => field = Track(value); }
    public List<InvoiceUpcomingInvoiceItemOptions> InvoiceItems { get; set; }
    public InvoiceIssuerOptions Issuer { get; set; }
    public string OnBehalfOf { get; set => field = Track(value); }
    public string PreviewMode { get; set; }
    public string Schedule { get; set; }
    public InvoiceScheduleDetailsOptions ScheduleDetails { get; set; }
    public string Subscription { get; set; }
    public InvoiceSubscriptionDetailsOptions SubscriptionDetails { get; set; }
}

public sealed class InvoiceDeleteOptions : BaseOptions;

public sealed class InvoiceFinalizeOptions : BaseOptions
{
    public bool? AutoAdvance { get; set; }
}

public sealed class InvoiceGetOptions : BaseOptions;

public sealed class InvoiceListOptions : ListOptions
{
    public string CollectionMethod { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> DueDate { get; set; }
    public string Status { get; set; }
    public string Subscription { get; set; }
}

public sealed class InvoiceMarkUncollectibleOptions : BaseOptions;

public sealed class InvoicePayOptions : BaseOptions
{
    public bool? Forgive { get; set; }
    public string Mandate { get; set => field = Track(value); }
    public bool? OffSession { get; set; }
    public bool? PaidOutOfBand { get; set; }
    public string PaymentMethod { get; set; }
    public string Source { get; set; }
}

public sealed class InvoiceSearchOptions : SearchOptions;

public sealed class InvoiceSendOptions : BaseOptions;

public sealed class InvoiceVoidOptions : BaseOptions;

public sealed class InvoiceListLineItemsOptions : ListOptions
{
    public string Coupon { get; set; }
    public string Customer { get; set; }
    public string Subscription { get; set; }
    public string SubscriptionPlan { get; set; }
}
