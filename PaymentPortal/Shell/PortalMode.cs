namespace PaymentPortal.Shell;

/// <summary>Whether the portal speaks to its own sandbox or takes real money.</summary>
public sealed record PortalMode(bool IsSandbox)
{
    public static PortalMode Of(IConfiguration configuration) =>
        new(!string.Equals(configuration["Stripe:Mode"], "Live", StringComparison.OrdinalIgnoreCase));
}
