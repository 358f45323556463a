#nullable disable

namespace Stripe;

public sealed class InvoiceCustomerTaxId : StripeEntity<InvoiceCustomerTaxId>
{
    public string Type { get; set; }
    public string Value { get; set; }
}
