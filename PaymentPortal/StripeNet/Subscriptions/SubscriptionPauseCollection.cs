#nullable disable

namespace Stripe;

public sealed class SubscriptionPauseCollection : StripeEntity<SubscriptionPauseCollection>
{
    public string Behavior { get; set; }
    public DateTime? ResumesAt { get; set; }
}
