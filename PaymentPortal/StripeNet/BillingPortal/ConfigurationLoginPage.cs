#nullable disable

namespace Stripe.BillingPortal;

public sealed class ConfigurationLoginPage : StripeEntity<ConfigurationLoginPage>
{
    public bool Enabled { get; set; }
    public string Url { get; set; }
}
