#nullable disable

namespace Stripe.BillingPortal;

public sealed class ConfigurationLoginPageOptions : NestedOptions
{
    public bool? Enabled { get; set; }
}
