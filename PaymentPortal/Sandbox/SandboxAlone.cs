namespace PaymentPortal.Sandbox;

/// <summary>The sandbox in a process of its own, without the portal: either may end while the other lives. What the settings leave open differs from a sandbox inside a portal.</summary>
public static class SandboxAlone
{
    private const string Address = "http://localhost:5001";
    private const string Folder = "data/sandbox-alone";

    /// <summary>Where a portal started beside it takes its events.</summary>
    private const string Portal = "http://localhost:5000/api/webhooks/stripe";

    /// <summary>Where the command line asks for it (<c>-- sandbox</c>), answers at /v1 until the process ends; /health/ready says that it does. False where it does not ask.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="readSettings">Adds the settings that this process shares with the portal.</param>
    public static async Task<bool> AskedAsync(string[] args, Action<WebApplicationBuilder> readSettings)
    {
        if (args is not ["sandbox", .. var wishes])
            return false;
        var builder = WebApplication.CreateBuilder(wishes);
        foreach (var (key, value) in new[] { ("urls", Address), ("Data:Directory", Folder), ("Sandbox:WebhookUrl", Portal) })
        {
            if (string.IsNullOrEmpty(builder.Configuration[key]))
                builder.Configuration[key] = value;
        }
        readSettings(builder);
        builder.Services.AddSandbox(builder.Configuration);
        var app = builder.Build();
        app.UseSandbox();
        app.MapGet("/health/ready", () => Results.Text("ready"));
        await app.RunAsync();
        return true;
    }
}
