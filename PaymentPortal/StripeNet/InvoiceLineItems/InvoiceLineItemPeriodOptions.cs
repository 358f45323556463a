#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemPeriodOptions : NestedOptions
{
    public DateTime? End { get; set; }
    public DateTime? Start { get; set; }
}
