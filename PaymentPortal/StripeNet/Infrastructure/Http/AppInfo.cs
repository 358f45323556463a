#nullable disable

namespace Stripe;

/// <summary>The program that makes the calls, told to Stripe in the user agent.</summary>
public sealed class AppInfo
{
    public string Name { get; set; }
    public string PartnerId { get; set; }
    public string Url { get; set; }
    public string Version { get; set; }

    internal string FormatUserAgent() =>
        Name + (Version is null ? "" : "/" + Version) + (Url is null ? "" : $" ({Url})");
}
