namespace PaymentPortal.Tests.Support;

/// <summary>The sandbox alone, as a process of its own: it stands for Stripe where the portal is killed, or is killed itself.</summary>
public sealed class SandboxProcess : AppProcess
{
    private SandboxProcess(IEnumerable<KeyValuePair<string, string>> settings)
        : base(FreeAddress(), ["sandbox"], settings)
    {
        Api = new SandboxApi(Address);
    }

    /// <summary>The sandbox as somebody sees it who has the secret key.</summary>
    public SandboxApi Api { get; }

    /// <summary>Starts the sandbox and waits until it answers.</summary>
    /// <param name="portal">The address of the portal that takes the events, whether or not it runs already (<see cref="AppProcess.FreeAddress"/>); null for nobody.</param>
    /// <param name="settings">Settings such as <c>Sandbox:FirstRetryDelay</c>.</param>
    public static async Task<SandboxProcess> StartAsync(Uri? portal = null, IEnumerable<KeyValuePair<string, string>>? settings = null)
    {
        var receiver = portal is null ? "none" : new Uri(portal, "/api/webhooks/stripe").ToString();
        var sandbox = new SandboxProcess([KeyValuePair.Create("Sandbox:WebhookUrl", receiver), .. settings ?? []]);
        sandbox.Run();
        try
        {
            await sandbox.ReadyAsync();
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await base.DisposeAsync();
    }
}
