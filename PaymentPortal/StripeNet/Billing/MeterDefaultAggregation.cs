#nullable disable

namespace Stripe.Billing;

public sealed class MeterDefaultAggregation : StripeEntity<MeterDefaultAggregation>
{
    public string Formula { get; set; }
}
