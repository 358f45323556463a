#nullable disable

namespace Stripe.Checkout;

public sealed class SessionAutomaticTax : StripeEntity<SessionAutomaticTax>
{
    public bool Enabled { get; set; }
    public SessionAutomaticTaxLiability Liability { get; set; }
    public string Provider { get; set; }
    public string Status { get; set; }
}

public sealed class SessionAutomaticTaxLiability : StripeEntity<SessionAutomaticTaxLiability>
{
    public string AccountId { get; set; }

    [Expandable]
    public Account Account { get; set; }

    public string Type { get; set; }
}
