#nullable disable

namespace Stripe;

public sealed class InvoiceFromInvoiceOptions : NestedOptions
{
    public string Action { get; set; }
    public string Invoice { get; set; }
}
