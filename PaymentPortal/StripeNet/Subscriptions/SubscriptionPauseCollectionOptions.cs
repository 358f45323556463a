#nullable disable

namespace Stripe;

public sealed class SubscriptionPauseCollectionOptions : NestedOptions
{
    public string Behavior { get; set; }
    public DateTime? ResumesAt { get; set; }
}
