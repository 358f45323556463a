#nullable disable

namespace Stripe;

public sealed class WebhookEndpointCreateOptions : BaseOptions, IHasMetadata
{
    public string ApiVersion { get; set; }
    public bool? Connect { get; set; }
    public string Description { get; set => field = Track(value); }
    public List<string> EnabledEvents { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Url { get; set; }
}

public sealed class WebhookEndpointDeleteOptions : BaseOptions;

public sealed class WebhookEndpointGetOptions : BaseOptions;

public sealed class WebhookEndpointListOptions : ListOptions;

public sealed class WebhookEndpointUpdateOptions : BaseOptions, IHasMetadata
{
    public string Description { get; set => field = Track(value); }
    public bool? Disabled { get; set; }
    public List<string> EnabledEvents { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Url { get; set; }
}
