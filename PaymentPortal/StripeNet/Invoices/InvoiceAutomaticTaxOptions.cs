#nullable disable

namespace Stripe;

public sealed class InvoiceAutomaticTaxOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public InvoiceAutomaticTaxLiabilityOptions Liability { get; set; }
}

public sealed class InvoiceAutomaticTaxLiabilityOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}
