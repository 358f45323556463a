#nullable disable

namespace Stripe;

public sealed class InvoiceIssuerOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}
