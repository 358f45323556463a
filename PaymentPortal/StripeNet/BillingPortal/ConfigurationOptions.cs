#nullable disable

namespace Stripe.BillingPortal;

public sealed class ConfigurationCreateOptions : BaseOptions, IHasMetadata
{
    public ConfigurationBusinessProfileOptions BusinessProfile { get; set; }
    public string DefaultReturnUrl { get; set; }
    public ConfigurationFeaturesOptions Features { get; set; }
    public ConfigurationLoginPageOptions LoginPage { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
}

public sealed class ConfigurationGetOptions : BaseOptions;

public sealed class ConfigurationListOptions : ListOptions
{
    public bool? Active { get; set; }
    public bool? IsDefault { get; set; }
}

public sealed class ConfigurationUpdateOptions : BaseOptions, IHasMetadata
{
    public bool? Active { get; set; }
    public ConfigurationBusinessProfileOptions BusinessProfile { get; set; }
    public string DefaultReturnUrl { get; set; }
    public ConfigurationFeaturesOptions Features { get; set; }
    public ConfigurationLoginPageOptions LoginPage { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Name { get; set; }
}
