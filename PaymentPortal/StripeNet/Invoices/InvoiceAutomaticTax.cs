#nullable disable

namespace Stripe;

public sealed class InvoiceAutomaticTax : StripeEntity<InvoiceAutomaticTax>
{
    public string DisabledReason { get; set; }
    public bool Enabled { get; set; }
    public InvoiceAutomaticTaxLiability Liability { get; set; }
    public string Provider { get; set; }
    public string Status { get; set; }
}

public sealed class InvoiceAutomaticTaxLiability : StripeEntity<InvoiceAutomaticTaxLiability>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}
