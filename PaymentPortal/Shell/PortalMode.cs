using PaymentPortal.Gateway;

namespace PaymentPortal.Shell;

/// <summary>Whether the portal speaks to its own sandbox or takes real money.</summary>
public sealed record PortalMode(bool IsSandbox)
{
    public static PortalMode Of(IConfiguration configuration) =>
        new(configuration.UsesSandbox());
}
