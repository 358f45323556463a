#nullable disable

namespace Stripe.Checkout;

public sealed class SessionBrandingSettings : StripeEntity<SessionBrandingSettings>
{
    public string BackgroundColor { get; set; }
    public string BorderStyle { get; set; }
    public string ButtonColor { get; set; }
    public string DisplayName { get; set; }
    public string FontFamily { get; set; }
    public SessionBrandingSettingsIcon Icon { get; set; }
    public SessionBrandingSettingsLogo Logo { get; set; }
}

public sealed class SessionBrandingSettingsIcon : StripeEntity<SessionBrandingSettingsIcon>
{
    public string File { get; set; }
    public string Type { get; set; }
    public string Url { get; set; }
}

public sealed class SessionBrandingSettingsLogo : StripeEntity<SessionBrandingSettingsLogo>
{
    public string File { get; set; }
    public string Type { get; set; }
    public string Url { get; set; }
}
