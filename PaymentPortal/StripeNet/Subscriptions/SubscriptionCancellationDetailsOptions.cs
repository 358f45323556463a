#nullable disable

namespace Stripe;

public sealed class SubscriptionCancellationDetailsOptions : NestedOptions
{
    public string Comment { get; set => field = Track(value); }
    public string Feedback { get; set => field = Track(value); }
}
