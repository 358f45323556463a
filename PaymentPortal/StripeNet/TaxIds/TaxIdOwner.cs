#nullable disable

namespace Stripe;

public sealed class TaxIdOwner : StripeEntity<TaxIdOwner>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public string Type { get; set; }
}
