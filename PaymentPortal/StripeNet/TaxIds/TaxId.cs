#nullable disable

namespace Stripe;

public sealed class TaxId : StripeEntity<TaxId>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string Country { get; set; }
    public DateTime Created { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public bool? Deleted { get; set; }
    public bool Livemode { get; set; }
    public TaxIdOwner Owner { get; set; }
    public string Type { get; set; }
    public string Value { get; set; }
    public TaxIdVerification Verification { get; set; }
}
