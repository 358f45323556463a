#nullable disable

namespace Stripe;

public sealed class InvoiceIssuer : StripeEntity<InvoiceIssuer>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}
