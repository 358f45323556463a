namespace PaymentPortal.Tests.Support;

/// <summary>The real app as a process of its own, which can be killed at any moment and started again on the same data and port.</summary>
public sealed class PortalProcess : AppProcess
{
    private PortalProcess(Uri? address, IEnumerable<KeyValuePair<string, string>>? settings)
        : base(address ?? FreeAddress(), [], settings ?? [])
    {
    }

    /// <summary>Starts the app and waits until it is ready.</summary>
    /// <param name="settings">The settings beside those that all tests have.</param>
    /// <param name="address">Where it shall listen, where somebody has to know that before; else at any free port.</param>
    public static async Task<PortalProcess> StartAsync(IEnumerable<KeyValuePair<string, string>>? settings = null, Uri? address = null)
    {
        var portal = Launch(settings, address);
        try
        {
            await portal.ReadyAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the app without waiting: for what happens while it starts, or for a start that is refused.</summary>
    public static PortalProcess Launch(IEnumerable<KeyValuePair<string, string>>? settings = null, Uri? address = null)
    {
        var portal = new PortalProcess(address, settings);
        portal.Run();
        return portal;
    }
}
