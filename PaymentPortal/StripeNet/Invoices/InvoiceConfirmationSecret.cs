#nullable disable

namespace Stripe;

public sealed class InvoiceConfirmationSecret : StripeEntity<InvoiceConfirmationSecret>
{
    public string ClientSecret { get; set; }
    public string Type { get; set; }
}
