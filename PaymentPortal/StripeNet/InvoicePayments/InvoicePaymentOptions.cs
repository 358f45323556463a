#nullable disable

namespace Stripe;

public sealed class InvoicePaymentGetOptions : BaseOptions;

public sealed class InvoicePaymentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Invoice { get; set; }
    public InvoicePaymentPaymentOptions Payment { get; set; }
    public string Status { get; set; }
}
