#nullable disable

namespace Stripe.Checkout;

public sealed class SessionBrandingSettingsIconOptions : NestedOptions
{
    public string File { get; set; }
    public string Type { get; set; }
    public string Url { get; set; }
}

public sealed class SessionBrandingSettingsLogoOptions : NestedOptions
{
    public string File { get; set; }
    public string Type { get; set; }
    public string Url { get; set; }
}

public sealed class SessionBrandingSettingsOptions : NestedOptions
{
    public string BackgroundColor { get; set; }
    public string BorderStyle { get; set; }
    public string ButtonColor { get; set; }
    public string DisplayName { get; set; }
    public string FontFamily { get; set; }
    public SessionBrandingSettingsIconOptions Icon { get; set; }
    public SessionBrandingSettingsLogoOptions Logo { get; set; }
}
