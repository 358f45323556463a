#nullable disable

namespace Stripe;

public sealed class InvoiceCustomFieldOptions : NestedOptions
{
    public string Name { get; set; }
    public string Value { get; set; }
}
