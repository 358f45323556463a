#nullable disable

namespace Stripe.BillingPortal;

public sealed class Configuration : StripeEntity<Configuration>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Active { get; set; }
    public ConfigurationBusinessProfile BusinessProfile { get; set; }
    public DateTime Created { get; set; }
    public string DefaultReturnUrl { get; set; }
    public ConfigurationFeatures Features { get; set; }
    public bool IsDefault { get; set; }
    public bool Livemode { get; set; }
    public ConfigurationLoginPage LoginPage { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public DateTime Updated { get; set; }
}
