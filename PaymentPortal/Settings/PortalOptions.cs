namespace PaymentPortal.Settings;

/// <summary>What the operator says about the portal itself.</summary>
internal sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>The address that customers use, for links in mails; empty means the address that the app listens at.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>The time zone of days and months in reports, by its IANA name.</summary>
    public string ReportingTimeZone { get; set; } = "Etc/UTC";
}
