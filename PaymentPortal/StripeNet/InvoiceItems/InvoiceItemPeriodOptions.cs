#nullable disable

namespace Stripe;

public sealed class InvoiceItemPeriodOptions : NestedOptions
{
    public DateTime? End { get; set; }
    public DateTime? Start { get; set; }
}
