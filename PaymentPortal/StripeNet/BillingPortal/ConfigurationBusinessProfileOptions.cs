#nullable disable

namespace Stripe.BillingPortal;

public sealed class ConfigurationBusinessProfileOptions : NestedOptions
{
    public string Headline { get; set; }
    public string PrivacyPolicyUrl { get; set; }
    public string TermsOfServiceUrl { get; set; }
}
