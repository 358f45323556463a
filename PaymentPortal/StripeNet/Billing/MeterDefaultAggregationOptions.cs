#nullable disable

namespace Stripe.Billing;

public sealed class MeterDefaultAggregationOptions : NestedOptions
{
    public string Formula { get; set; }
}
