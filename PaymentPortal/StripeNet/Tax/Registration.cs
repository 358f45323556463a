#nullable disable

namespace Stripe.Tax;

public sealed class Registration : StripeEntity<Registration>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public DateTime ActiveFrom { get; set; }
    public string Country { get; set; }
    public DateTime Created { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public bool Livemode { get; set; }
    public string Status { get; set; }
}
