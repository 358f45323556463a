#nullable disable

namespace Stripe;

public sealed class SubscriptionPendingInvoiceItemIntervalOptions : NestedOptions
{
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}
